import type { Cloture } from '#shared/contrats/cloture/cloture';
import type { Piece } from '#shared/domain/releve/chaine';
import { cheminObjet } from '#shared/domain/releve/chemins';
import { composerReleve } from '#shared/domain/releve/composer';
import { donneesReleve, type SujetReleve, type VersionReleve } from '#shared/domain/releve/donnees';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { type Archive, hacher } from '../../../../adapters/dossier';
import { chargerPolices } from '../../../../adapters/pdf/polices';
import { rendreReleve } from '../pdf';

/** Writes under way while the next statement is laid out. */
const ECRITURES = 16;

export type Faits = { pieces: Piece[]; ecrits: number };

/** Makes and stores statements and their data; gives their hashes in the order of `sujets`. */
export type Fabriquer = (
  sujets: readonly SujetReleve[],
  cloture: Cloture,
  progres: (faits: number, total: number) => void,
  /** That of the statements when they are made again. */
  version?: VersionReleve,
) => Promise<Faits>;

/** One after the other, in this thread. */
export const ouvrirAtelier = (archive: Archive): Fabriquer => {
  // Fonts are read at the first statement, then shared by all.
  let polices: ReturnType<typeof chargerPolices> | undefined;

  return async (sujets, cloture, progres, version) => {
    polices ??= chargerPolices();
    const enCours = new Set<Promise<void>>();
    let ecrits = 0;
    let echec: { cause: unknown } | undefined;
    const ranger = async (chemin: string, octets: string | Uint8Array): Promise<void> => {
      if (await archive.existe(chemin)) return;
      await archive.ecrire(chemin, octets);
      ecrits += 1;
    };
    const deposer = async (chemin: string, octets: string | Uint8Array): Promise<void> => {
      const tache: Promise<void> = ranger(chemin, octets)
        .catch((cause: unknown) => {
          echec ??= { cause };
        })
        .finally(() => enCours.delete(tache));
      enCours.add(tache);
      if (enCours.size >= ECRITURES) await Promise.race(enCours);
    };
    const pieces: Piece[] = [];
    for (const sujet of sujets) {
      const donnees = donneesReleve(sujet.etat, cloture, version, sujet);
      const texte = jsonCanonique(donnees);
      const empreinte = hacher(texte);
      const pdf = await rendreReleve(polices, composerReleve(donnees), empreinte);
      const piece = { usagerId: sujet.etat.usagerId, pdf: hacher(pdf), donnees: empreinte };
      await deposer(cheminObjet(piece.pdf, 'pdf'), pdf);
      await deposer(cheminObjet(piece.donnees, 'json'), texte);
      if (echec !== undefined) break;
      pieces.push(piece);
      progres(pieces.length, sujets.length);
    }
    await Promise.all(enCours);
    if (echec) throw echec.cause;
    return { pieces, ecrits };
  };
};
