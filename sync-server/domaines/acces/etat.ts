import { accesSchema, type EtatAcces } from '#shared/contrats/acces/acces';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { poser, sansReponse } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { lireSur, plageType } from '../../store/types';

// What signing in knows of an account, beside the account: failures, lock, second factor. Never leaves the server.

const idAcces = (identifiant: string): string => `acces:${identifiant}`;
export const accesVide = (identifiant: string): EtatAcces => ({
  _id: idAcces(identifiant),
  type: 'acces',
  identifiant,
  echecs: 0,
  verrous: 0,
  secours: [],
});

// One that cannot be read is not an empty one: a lock and a second factor would be gone with it.

export const lireAcces = async (m: Magasin, identifiant: string): Promise<EtatAcces> =>
  (await lireSur(m, 'acces', idAcces(identifiant), {})) ?? accesVide(identifiant);

export const lireTousAcces = async (m: Magasin): Promise<Map<string, EtatAcces>> =>
  new Map((await plageType(m, 'acces', {})).map((e) => [e.identifiant, e]));

/**
 * Changes it as it is at that moment: where another request changed it meanwhile, `changer` is asked again. So one code is
 * used once, and each failure counts, however many come together. `changer` gives undefined to leave it as it is.
 */
export const changerAcces = async <T>(
  m: Magasin,
  identifiant: string,
  changer: (e: EtatAcces) => { apres?: EtatAcces; valeur: T },
): Promise<T> => {
  let rendu: { valeur: T } | undefined;
  sansReponse(
    await poser<EtatAcces>(m, BASE_CENTRALE, idAcces(identifiant), (connu) => {
      const { apres, valeur } = changer(connu === undefined ? accesVide(identifiant) : accesSchema.parse(connu));
      rendu = { valeur };
      return apres;
    }),
  );
  if (!rendu) throw new Error('accès non lu');
  return rendu.valeur;
};

type Compteur = Pick<EtatAcces, 'echecs' | 'verrous' | 'verrouJusqua'>;

export const verrouille = (e: Pick<EtatAcces, 'verrouJusqua'>, maintenant: Instant): boolean =>
  e.verrouJusqua !== undefined && e.verrouJusqua > maintenant;

export type Reglages = { echecsAvantVerrou: number; verrouMinutes: readonly number[] };

/** One more failure: at the last one allowed, a lock, each longer than the one before. */
export const apresEchec = <C extends Compteur>(e: C, r: Reglages, maintenant: Instant): C => {
  const echecs = e.echecs + 1;
  if (echecs < r.echecsAvantVerrou) return { ...e, echecs };
  const minutes = r.verrouMinutes[Math.min(e.verrous, r.verrouMinutes.length - 1)] ?? 5;
  const verrouJusqua = instantDe(epochMs(maintenant) + minutes * 60_000);
  return { ...e, echecs: 0, verrous: e.verrous + 1, verrouJusqua };
};

/** The same, were it none after all: what `apresEchec` made of it is undone. */
const sansCetEchec = <C extends Compteur>(
  { verrouJusqua, ...e }: C,
  r: Reglages,
): Omit<C, 'verrouJusqua'> & Compteur =>
  e.echecs > 0 || e.verrous === 0
    ? { ...e, echecs: Math.max(0, e.echecs - 1), ...(verrouJusqua === undefined ? {} : { verrouJusqua }) }
    : { ...e, echecs: r.echecsAvantVerrou - 1, verrous: e.verrous - 1 };

/** All places and the account are as if nothing had failed. */
export const sansEchec = ({ verrouJusqua: _, sources: __, ...e }: EtatAcces): EtatAcces => ({
  ...e,
  echecs: 0,
  verrous: 0,
});

/** A secret that was shown and never confirmed is nobody's any more: who has seen it does not hold what is set later. */
export const sansProposition = ({ totpPropose: _, ...e }: EtatAcces): EtatAcces => e;

/** Where a try comes from. `connue`: a browser that has signed in to that account before, or is signed in to it. */
export type Source = { cle: string; connue: boolean };

/**
 * Of all the places together that are not known to the account: so many times the failures of one. Whoever guesses from everywhere
 * is stopped there, and who has her own PC is not.
 */
const INCONNUES = 6;
const deToutes = (r: Reglages): Reglages => ({ ...r, echecsAvantVerrou: r.echecsAvantVerrou * INCONNUES });
/** Places kept, those that failed last. */
const SOURCES_MAX = 60;

const sourceDe = (e: EtatAcces, cle: string) => e.sources?.find((s) => s.cle === cle) ?? { cle, echecs: 0, verrous: 0 };
const avecSource = (e: EtatAcces, s: NonNullable<EtatAcces['sources']>[number]): EtatAcces => ({
  ...e,
  sources: [...(e.sources ?? []).filter((x) => x.cle !== s.cle), s].slice(-SOURCES_MAX),
});

/** Until when nothing is tried from there. */
export const verrouPour = (e: EtatAcces, s: Source, maintenant: Instant): Instant | undefined =>
  [sourceDe(e, s.cle), ...(s.connue ? [] : [e])]
    .flatMap((c) => (c.verrouJusqua !== undefined && verrouille(c, maintenant) ? [c.verrouJusqua] : []))
    .sort()
    .at(-1);

/** The last lock of the account, from wherever. */
export const dernierVerrou = (e: EtatAcces, maintenant: Instant): Instant | undefined =>
  [e, ...(e.sources ?? [])]
    .flatMap((c) => (c.verrouJusqua !== undefined && verrouille(c, maintenant) ? [c.verrouJusqua] : []))
    .sort()
    .at(-1);

/** A try from there, counted as a failure before it is judged: what comes meanwhile finds it counted. */
export const compterEssai = (e: EtatAcces, s: Source, r: Reglages, maintenant: Instant): EtatAcces => {
  const apres = avecSource(e, apresEchec(sourceDe(e, s.cle), r, maintenant));
  return s.connue ? apres : apresEchec(apres, deToutes(r), maintenant);
};

/** It was no failure, and no success either: a code is still to come. */
export const rendreEssai = (e: EtatAcces, s: Source, r: Reglages): EtatAcces => {
  const apres = avecSource(e, sansCetEchec(sourceDe(e, s.cle), r));
  return s.connue ? apres : sansCetEchec(apres, deToutes(r));
};

/** It has succeeded from there. What others fail at elsewhere goes on being counted, where the place is a known one. */
export const apresSucces = (e: EtatAcces, s: Source): EtatAcces => {
  const { sources, ...reste } = e;
  const autres = (sources ?? []).filter((x) => x.cle !== s.cle);
  const { verrouJusqua: _, ...neuf } = { ...reste, echecs: 0, verrous: 0 };
  return { ...(s.connue ? reste : neuf), ...(autres.length > 0 ? { sources: autres } : {}) };
};
