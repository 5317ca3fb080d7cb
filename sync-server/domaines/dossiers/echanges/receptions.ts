import type { Antenne } from '#shared/contrats/commun';
import type { FichierRecu, Reception } from '#shared/contrats/dossiers/reception';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lireNomFichier } from '#shared/formats/nom-fichier';
import type { Instant } from '#shared/temps/types';
import { assurerBases } from '../../../store/bases';
import { ajouter } from '../../../store/ecrire';
import { type Magasin, type Stocke, sansRev } from '../../../store/lire';
import { lireType, plageType } from '../../../store/types';
import type { RapportFichier, RapportImport } from '../importer/rapport';

/** Rows kept of each list: the whole report is the command's, the journal's must stay a small document. */
const GARDEES = 200;

const resumer = (f: RapportFichier): FichierRecu => {
  const { refuses, avertissements, versions, listeAbsents: _, ...reste } = f;
  return {
    ...reste,
    nombreRefuses: refuses.length,
    refuses: refuses
      .slice(0, GARDEES)
      .map(({ ligne, colonne, valeur, raison }) => ({ ligne, colonne, valeur, raison })),
    avertissements: avertissements.slice(0, GARDEES),
    ...(versions ? { versions: versions.slice(0, GARDEES) } : {}),
  };
};

/** Keeps what became of the files of one taking. Its id: two takings in one second are told apart. */
export const noterReception = async (
  m: Magasin,
  r: {
    instant: Instant;
    auteur: string;
    origine: Reception['origine'];
    rapport: RapportImport;
    dossierAttente?: string;
  },
): Promise<Reception> => {
  await assurerBases(m, [BASE_CENTRALE]);
  for (let rang = 1; ; rang += 1) {
    const doc: Reception = {
      _id: `reception:${r.instant}:${String(rang).padStart(3, '0')}`,
      type: 'reception',
      instant: r.instant,
      auteur: r.auteur,
      origine: r.origine,
      fichiers: r.rapport.fichiers.map(resumer),
      ignores: r.rapport.ignores.slice(0, GARDEES),
      ...(r.rapport.refus ? { refus: r.rapport.refus } : {}),
      ...(r.dossierAttente === undefined ? {} : { attente: { dossier: r.dossierAttente } }),
    };
    if ('ecrit' in (await ajouter(m, BASE_CENTRALE, doc))) return doc;
  }
};

/** The last takings, the latest first. */
export const lireReceptions = async (m: Magasin, limite: number): Promise<Reception[]> => {
  await assurerBases(m, [BASE_CENTRALE]);
  return (await plageType(m, 'reception', {}, { decroissant: true, limite })).map(sansRev<Reception>);
};

export const lireReception = (m: Magasin, id: string): Promise<Stocke<Reception> | undefined> =>
  lireType(m, 'reception', id, {});

const sansValeur = ({ ligne, colonne, raison }: FichierRecu['refuses'][number]) => ({ ligne, colonne, raison });

/** In place of the name of a file that is none of Millésime's: whoever laid it there may have written anything in it. */
export const NOM_TU = 'un fichier au nom inconnu';

/** The same where the sentence quotes it; a known name says nothing of anybody. */
const taire = (nom: string) => {
  const tu = lireNomFichier(nom).sorte === 'inconnu';
  return (texte: string): string => (tu ? texte.replaceAll(nom, NOM_TU) : texte);
};

const sansNom = (f: FichierRecu, siennes: readonly Antenne[]): FichierRecu => {
  const dire = taire(f.nom);
  const remarque = (r: FichierRecu['refuses'][number]) => ({ ...sansValeur(r), raison: dire(r.raison) });
  return {
    ...f,
    nom: dire(f.nom),
    refuses: f.refuses.map(remarque),
    avertissements: f.avertissements.map(remarque),
    ...(f.versions
      ? {
          versions: f.versions.map((v) => ({
            ...remarque(v),
            ...(v.antenne && siennes.includes(v.antenne) && v.valeur !== undefined ? { valeur: v.valeur } : {}),
          })),
        }
      : {}),
    ...(f.refusFichier ? { refusFichier: { ...f.refusFichier, raison: dire(f.refusFichier.raison) } } : {}),
  };
};

/**
 * What was written in the rows stays with whoever reads all antennas, and so do the names of files that are none of Millésime's: a
 * manager sees where, and why; no reason quotes it. Of their own antennas' plans they read the numéro too [FI-10].
 */
export const sansValeurs = (r: Reception, siennes: readonly Antenne[]): Reception => ({
  ...r,
  ignores: r.ignores.map(() => NOM_TU),
  fichiers: r.fichiers.map((f) => sansNom(f, siennes)),
});
