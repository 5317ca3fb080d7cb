import { ALERTE_INCONNUE, GENRES_ALERTE } from '../contrats/exploitation/alerte';
import { afficheurDe } from '../etats/afficher';
import { accorder, pluriel } from '../mots/nombres';
import type { EtatPresent } from './contrat';
import { lire, type Mesures, type Taux } from './mesures';

// The figures of the dashboards in words, as the states write the same ones: on the screen and on paper.

/** What has no denominator has no value. */
export const RIEN = '–';

const afficher = afficheurDe([]);
export const nombre = (n: number): string => afficher(n, 'nombre');

/** « 6,2 % », of thousandths; « – » where nothing is counted. */
export const pourcent = (milliemes: number | undefined): string => afficher(milliemes ?? null, 'pourcent');

/** « 1 234 h 05 »: to the minute, as the states do. */
export const heures = (minutes: number): string => afficher(minutes, 'minutes');

/** « 37 / 598 »: what is counted, out of what; « – » out of nothing. */
export const fraction = (t: Taux, dire: (n: number) => string = nombre): string =>
  t.denominateur === 0 ? RIEN : `${dire(t.numerateur)} / ${dire(t.denominateur)}`;

export const totalAlertes = (a: EtatPresent['alertes']): number =>
  Object.values(a).reduce<number>((n, k) => n + (k ?? 0), 0);

/** « 3 appels incomplets… »: kinds of alerts with their number, the most numerous first. */
export const genresAlertes = (a: EtatPresent['alertes']): { libelle: string; n: number }[] => {
  const connus = (Object.keys(GENRES_ALERTE) as (keyof typeof GENRES_ALERTE)[]).map((g) => ({
    libelle: GENRES_ALERTE[g].libelle,
    n: a[g] ?? 0,
  }));
  const inconnus = totalAlertes(a) - connus.reduce((n, x) => n + x.n, 0);
  return [...connus, { libelle: ALERTE_INCONNUE, n: inconnus }].filter((x) => x.n > 0).sort((x, y) => y.n - x.n);
};

/** « À jour », or how many PCs are late and what waits on them. */
export const phrasePostes = ({ enRetard, saisies }: EtatPresent['postes']): string => {
  if (enRetard === 0) return 'À jour';
  const attend = saisies > 0 ? ` · ${pluriel(saisies, 'saisie')}` : '';
  return `${pluriel(enRetard, 'poste en retard', 'postes en retard')}${attend}`;
};

/** Visits that lack a punch. */
export const oublis = (m: Mesures): number => lire(m, 'incompletes') + lire(m, 'nonPointees') + lire(m, 'creees');

/** « sur 30 h 00 prévues »: what the hours done are beside. */
export const surPrevues = (minutes: number): string => `sur ${heures(minutes)} ${accorder(minutes, 'prévue')}`;
