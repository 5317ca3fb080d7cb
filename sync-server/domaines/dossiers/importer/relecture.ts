import { isDeepStrictEqual } from 'node:util';
import type { Antenne } from '#shared/contrats/antenne';
import { NOTE_COURANTE } from '#shared/contrats/exploitation/nouveautes';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { codesAntennes, codesOuverts } from '#shared/domain/antenne/registre';
import { type Genre, lireNomFichier } from '#shared/formats/nom-fichier';
import type { DateCivile, Instant } from '#shared/temps/types';
import { statutErreur } from '../../../store/erreurs';
import { lireHistoire } from '../../../store/histoire';
import { lireChangements, lireUn, type Magasin, sansRev, sequenceDe } from '../../../store/lire';
import type { FichierConnu } from '../plans/planifier';
import { type DocImport, dernierImport, estEntier } from './journal-imports';
import { type RapportFichier, rapportVide } from './rapport';

// The same bytes with refused rows are read again, for what those rows lacked may have come. Where nothing that the reading looks
// at was written since it last said the same, it would say it once more: it is said from the journal. What was written since is
// told by the change feeds, ids alone.

/** What the reading of a file looks at, by kind. RELEVES looks at the PDFs beside it too: always read again. */
const REGARDES: Readonly<Record<Genre, readonly string[] | undefined>> = {
  FINANCEURS: ['financeur'],
  INTERVENANTS: ['intervenant', 'usager', 'antenne'],
  // Aides and visits are looked at only where a usager changes; a number that an aide shares is told by her own file too.
  USAGERS: ['usager', 'financeur', 'antenne'],
  // Whether a visit that changes its day was created by hand.
  PLANNING: ['usager', 'intervenant', 'visite', 'verdict'],
  POINTAGES: ['usager', 'intervenant', 'pointage'],
  CORRECTIONS: ['usager', 'intervenant', 'intervention', 'correction', 'verdict'],
  ABSENCES: ['usager', 'absence'],
  RELEVES: undefined,
};

type Sequences = Readonly<Record<string, string>>;

/** When a file was last read, to the same report as the journal's: `_local`, never replicated; lost, the file is read again. */
type Relecture = {
  nom: string;
  empreinte: string;
  version: string;
  histoire: string;
  /** All antennas, then those that were open. */
  antennes?: readonly (readonly Antenne[])[];
  sequences: Sequences;
  /** From that hour on, a row that was of the future no longer is. */
  jusqua?: Instant;
};

const idDe = (f: FichierConnu): `_local/${string}` =>
  `_local/relecture-${f.genre}${f.mois === undefined ? '' : `-${f.mois}`}`;

const basesDe = async (m: Magasin, genre: Genre): Promise<string[]> => [
  BASE_CENTRALE,
  ...basesAntennes(),
  ...(REGARDES[genre]?.includes('pointage') ? (await m.bases()).filter((b) => /^tg-pointages-\d{4}$/.test(b)) : []),
];

/** Where the databases that a file of that kind looks at stand: to be read before the file is. */
export const lireSequences = async (m: Magasin, genre: Genre): Promise<Sequences> => {
  const bases = await basesDe(m, genre);
  return Object.fromEntries(await Promise.all(bases.map(async (b) => [b, (await sequenceDe(m, b)) ?? '0'] as const)));
};

const IDS_PAR_LECTURE = 20_000;

const ecritDepuis = async (
  m: Magasin,
  base: string,
  o: { depuis: string; types: readonly string[] },
): Promise<boolean> => {
  for (let seq = o.depuis, restants = 1; restants > 0; ) {
    const page = await lireChangements(m, base, seq, IDS_PAR_LECTURE);
    if (page.lignes.some((l) => o.types.includes(l.id.split(':', 1)[0] ?? ''))) return true;
    seq = page.seq;
    restants = page.lignes.length === 0 ? 0 : page.restants;
  }
  return false;
};

const garder = (m: Magasin, f: FichierConnu, r: Relecture): Promise<void> => m.ecrireLocal(BASE_CENTRALE, idDe(f), r);

const cadre = async (
  m: Magasin,
  { date }: FichierConnu,
): Promise<Pick<Relecture, 'version' | 'histoire' | 'antennes'>> => ({
  // Another version may read a row otherwise.
  version: NOTE_COURANTE.version,
  histoire: await lireHistoire(m),
  // A process hears of a new antenna after it was written, and one closes on its day without a word. A file without a date names none.
  ...(date === undefined ? {} : { antennes: [codesAntennes(), codesOuverts(date)] }),
});

/**
 * Whether reading that file would say what the journal says: same bytes, and nothing that it looks at was written since. `venu`: the
 * file of another day that has them.
 */
export const rienDeNeuf = async (
  m: Magasin,
  f: FichierConnu,
  dernier: DocImport,
  maintenant: Instant,
  venu = f,
): Promise<boolean> => {
  const types = REGARDES[f.genre];
  const lu = types && (await lireUn<Relecture>(m, BASE_CENTRALE, idDe(f)));
  if (!types || !lu) return false;
  const { _id: _, _rev: __, sequences, jusqua, ...reste } = lu;
  if (jusqua !== undefined && maintenant >= jusqua) return false;
  if (!isDeepStrictEqual(reste, { nom: f.nom, empreinte: dernier.empreinte, ...(await cadre(m, venu)) })) return false;
  const actuelles = await lireSequences(m, f.genre);
  for (const [base, seq] of Object.entries(actuelles)) {
    const depuis = sequences[base] ?? '0';
    if (depuis === seq) continue;
    // CouchDB refuses a sequence of another life of the database.
    const ecrit = await ecritDepuis(m, base, { depuis, types }).catch((e: unknown) => {
      if (statutErreur(e) !== 400) throw e;
      return true;
    });
    if (ecrit) return false;
  }
  // What was looked through is not looked through again.
  if (!isDeepStrictEqual(actuelles, sequences))
    await garder(m, f, { ...reste, ...(jusqua === undefined ? {} : { jusqua }), sequences: actuelles });
  return true;
};

/** Notes that the file, read when the databases stood there, has nothing to write and says what the journal says. */
export const noterRelecture = async (
  m: Magasin,
  f: FichierConnu,
  o: { dernier: DocImport; sequences: Sequences; rapport: RapportFichier; jusqua: Instant | undefined },
): Promise<void> => {
  if (!REGARDES[f.genre] || !estEntier(o.dernier) || !isDeepStrictEqual(redire(o.dernier), o.rapport)) return;
  const { nom, empreinte } = o.dernier;
  const jusqua = o.jusqua === undefined ? {} : { jusqua: o.jusqua };
  await garder(m, f, { nom, empreinte, ...(await cadre(m, f)), sequences: o.sequences, ...jusqua });
};

/**
 * Kinds of which a later day's file, of the same bytes, says the same as long as nothing was written: the date in the name only dates
 * what the file changes. Not INTERVENANTS: on another day, an aide who has left no longer holds her code.
 */
const SANS_JOUR: readonly Genre[] = ['USAGERS'];

/** The former file, where reading this one would say the same of it. `plusRecent`: the name of the last one taken of that kind. */
export const memeQueLeDernier = async (
  m: Magasin,
  f: FichierConnu,
  o: { plusRecent: string | undefined; empreinte: string; maintenant: Instant },
): Promise<{ dernier: DocImport; date: DateCivile } | undefined> => {
  const ancien = o.plusRecent === undefined ? undefined : lireNomFichier(o.plusRecent);
  if (!SANS_JOUR.includes(f.genre) || ancien?.sorte !== 'connu' || ancien.date === undefined) return undefined;
  const dernier = await dernierImport(m, ancien.nom);
  if (dernier?.empreinte !== o.empreinte) return undefined;
  return (await rienDeNeuf(m, ancien, dernier, o.maintenant, f)) ? { dernier, date: ancien.date } : undefined;
};

/** The note of the former file becomes that of this one, once it is in the journal. */
export const renommerRelecture = async (m: Magasin, f: FichierConnu): Promise<void> => {
  const lu = await lireUn<Relecture>(m, BASE_CENTRALE, idDe(f));
  if (lu) await garder(m, f, { ...sansRev<Relecture>(lu), nom: f.nom });
};

/** What reading the file would say, from the journal. */
export const redire = ({ nom, empreinte, rapport }: DocImport): RapportFichier => ({
  ...rapportVide(nom, empreinte, 'INCHANGE'),
  lus: rapport.lus,
  inchanges: rapport.lus - rapport.refuses.length,
  refuses: rapport.refuses,
  avertissements: rapport.avertissements,
});
