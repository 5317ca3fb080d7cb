import { ulid } from 'ulid';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { estErreurDisque } from '../../adapters/archive/dossier';
import { BASE_RESTAURATION } from '../../adapters/depot/bases';
import { lireHistoire } from '../../adapters/depot/histoire';
import { BASE_LOTS } from '../../adapters/depot/lots';
import type { CleMaitresse } from '../../adapters/sauvegarde/cle';
import { ecrireCoffre } from '../../adapters/sauvegarde/coffre';
import { idDe, lireBase } from '../../adapters/sauvegarde/documents-bruts';
import { ligne, lignesDocuments } from '../../adapters/sauvegarde/enregistrements';
import { ErreurSauvegarde } from '../../adapters/sauvegarde/entete';
import { listerFichiers, ouvrirLecture } from '../../adapters/sauvegarde/fichiers';
import type { Horloge } from '../../ports/horloge';
import type { MagasinSuivi } from '../../ports/suivi';
import type { Fin } from './contenu';
import { lireReperes, resumerReperes } from './reperes';

export type PortsSauvegarde = {
  magasin: MagasinSuivi;
  horloge: Horloge;
  dataDir: string;
  cle: CleMaitresse;
  /** Folders of DATA_DIR that are not to be saved: that of the backups, where it is there. */
  exclus?: readonly string[];
  progres?: (texte: string) => void;
};

/** A backup that is there: what an increment is made from. */
export type Precedente = { serie: string; rang: number; instant: Instant; empreinte: string; fin: Fin };

export type RapportSauvegarde = {
  fichier: string;
  serie: string;
  rang: number;
  instant: Instant;
  octets: number;
  /** SHA-256 of the file. */
  empreinte: string;
  documents: number;
  fichiers: number;
};

/** Sessions are not restored: everyone signs in again. Nor is what says that a process is at work. */
const A_LAISSER = /^(session:|verrou:|cloture-en-cours:|histoire$)/;

/**
 * The order in which databases are read makes the cut: what makes an import current comes before what it staged, and that before
 * what it wrote; a punch comes after the visits that name it.
 */
const ordre = (base: string): number =>
  base === BASE_CENTRALE ? 0 : base === BASE_LOTS ? 1 : base.startsWith('tg-pointages-') ? 3 : 2;

const basesASauver = async (m: MagasinSuivi): Promise<string[]> =>
  (await m.nano.db.list())
    .filter((b) => b.startsWith('tg-') && b !== BASE_RESTAURATION)
    .sort((a, b) => ordre(a) - ordre(b) || (a < b ? -1 : 1));

/** Clocks of files and of the store may differ by so much. */
const MARGE_MS = 120_000;

type Bilan = { documents: number; fichiers: number; fin: Fin | undefined };

async function* contenu(p: PortsSauvegarde, precedente: Precedente | undefined, bilan: Bilan): AsyncGenerator<Buffer> {
  const { magasin: m } = p;
  const histoire = await lireHistoire(m);
  const reperes = await lireReperes(m);
  // The telephone's journal first: what it hands on meanwhile is then in the store that is read after it.
  const depuisMs = precedente && epochMs(precedente.instant) - MARGE_MS;
  for (const chemin of await listerFichiers({ dataDir: p.dataDir, exclus: p.exclus ?? [], depuisMs })) {
    const lecture = await ouvrirLecture(p.dataDir, chemin);
    if (!lecture) continue;
    bilan.fichiers += 1;
    p.progres?.(`${bilan.fichiers} fichiers`);
    yield ligne('F', { chemin, taille: lecture.taille });
    yield* lecture.octets();
  }
  const noms = await basesASauver(m);
  const bases: Fin['bases'] = {};
  for (const base of noms) {
    yield ligne('B', { base });
    const depuis = precedente?.fin.bases[base]?.suite ?? '0';
    const lecture = lireBase(m, base, depuis);
    let documents = 0;
    for await (const lot of lecture.lots) {
      const gardes = lot.filter((d) => !A_LAISSER.test(idDe(d)));
      documents += gardes.length;
      bilan.documents += gardes.length;
      p.progres?.(`${bilan.documents} documents`);
      if (gardes.length > 0) yield lignesDocuments(gardes);
    }
    bases[base] = { suite: lecture.fin() ?? depuis, documents };
  }
  bilan.fin = { histoire, bases, fichiers: bilan.fichiers, ...(await resumerReperes(m, reperes, noms)) };
  yield ligne('Z', bilan.fin);
}

/**
 * One encrypted file: the whole, or with `precedente` what has changed since. The service may be at work meanwhile: all that it
 * acknowledged before the instant of the backup is in it.
 */
export const sauvegarder = async (
  p: PortsSauvegarde,
  c: { fichier: string; precedente?: Precedente | undefined },
): Promise<Resultat<{ rapport: RapportSauvegarde; fin: Fin }>> => {
  const { precedente } = c;
  if (precedente && precedente.fin.histoire !== (await lireHistoire(p.magasin)))
    return refuser(
      'AUTRE_HISTOIRE',
      'Les données ont été restaurées depuis la sauvegarde précédente : faites une sauvegarde complète, sans --depuis.',
    );
  const instant = p.horloge();
  const bilan: Bilan = { documents: 0, fichiers: 0, fin: undefined };
  const entete = {
    serie: precedente?.serie ?? ulid(epochMs(instant)),
    rang: precedente === undefined ? 0 : precedente.rang + 1,
    instant,
    ...(precedente ? { precedent: precedente.empreinte } : {}),
  };
  try {
    const ecrit = await ecrireCoffre({ chemin: c.fichier, cle: p.cle, entete }, contenu(p, precedente, bilan));
    if (!bilan.fin) throw new Error('sauvegarde sans fin');
    const { serie, rang } = entete;
    const { documents, fichiers, fin } = bilan;
    return {
      ok: true,
      valeur: { rapport: { fichier: c.fichier, serie, rang, instant, ...ecrit, documents, fichiers }, fin },
    };
  } catch (e) {
    return refusDe(e, c.fichier);
  }
};

/** What the disk or a damaged file says, as a refusal; the rest is a fault of ours. */
export const refusDe = (e: unknown, fichier: string): Refusee => {
  if (e instanceof ErreurSauvegarde) return refuser(e.code, `${fichier} : ${e.message}`);
  if (estErreurDisque(e))
    return refuser(
      'DISQUE',
      `« ${fichier} » ne peut être ni lu ni écrit (${e.message}) : vérifiez le chemin, ses droits et la place.`,
    );
  if ((e as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    return refuser('FICHIER_ABSENT', `« ${fichier} » n’existe pas : vérifiez le chemin.`);
  throw e;
};
