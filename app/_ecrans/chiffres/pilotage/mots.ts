import { GENRES_ALERTE } from '#shared/contrats/exploitation/alerte';
import { pluriel } from '#shared/libelles/formats';
import type { CarteAntenne } from '#shared/pilotage/contrat';
import { lire, type Mesures, type Taux } from '#shared/pilotage/mesures';

const INSECABLE = '\u00a0';
/** What has no denominator has no value. */
export const RIEN = '–';

export const nombre = (n: number): string => n.toLocaleString('fr-FR');

/** « 6,2 % », in ten-thousandths; « – » where nothing is counted. */
export const pourcent = (dixMilliemes: number | undefined): string =>
  dixMilliemes === undefined
    ? RIEN
    : `${(dixMilliemes / 100).toLocaleString('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })}${INSECABLE}%`;

/** « 37 / 598 »: what is counted, out of what; « – » out of nothing. */
export const fraction = (t: Taux): string =>
  t.denominateur === 0 ? RIEN : `${nombre(t.numerateur)} / ${nombre(t.denominateur)}`;

/** « 1 234 h »: whole hours, for figures read from afar. */
export const heures = (minutes: number): string => `${nombre(Math.round(minutes / 60))}${INSECABLE}h`;

export const totalAlertes = (a: CarteAntenne['alertes']): number =>
  Object.values(a).reduce<number>((n, k) => n + (k ?? 0), 0);

/** « 3 appels incomplets… »: kinds of alerts with their number, the most numerous first. */
export const genresAlertes = (a: CarteAntenne['alertes']): { libelle: string; n: number }[] =>
  (Object.keys(GENRES_ALERTE) as (keyof typeof GENRES_ALERTE)[])
    .map((g) => ({ libelle: GENRES_ALERTE[g].libelle, n: a[g] ?? 0 }))
    .filter((x) => x.n > 0)
    .sort((x, y) => y.n - x.n);

/** « À jour », or how many PCs are late and what waits on them. */
export const phrasePostes = ({ enRetard, saisies }: CarteAntenne['postes']): string => {
  if (enRetard === 0) return 'À jour';
  const attend = saisies > 0 ? ` · ${pluriel(saisies, 'saisie')}` : '';
  return `${pluriel(enRetard, 'poste en retard', 'postes en retard')}${attend}`;
};

/** Visits that lack a punch. */
export const oublis = (m: Mesures): number => lire(m, 'incompletes') + lire(m, 'nonPointees') + lire(m, 'creees');
