import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterJours } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';

/** Civil dates, both included. */
export type Intervalle = { de: DateCivile; a: DateCivile };

/** The last day of what has no end. */
const SANS_FIN = '9999-12-31' as DateCivile;

export const veille = (d: DateCivile): DateCivile => ajouterJours(d, -1);
export const plusTot = (a: DateCivile, b: DateCivile): DateCivile => (a < b ? a : b);
export const plusTard = (a: DateCivile, b: DateCivile): DateCivile => (a > b ? a : b);

export const finDe = (p: Pick<PriseEnCharge, 'dateFin'>): DateCivile => p.dateFin ?? SANS_FIN;
export const intervalleDe = (p: Pick<PriseEnCharge, 'dateDebut' | 'dateFin'>): Intervalle => ({
  de: p.dateDebut,
  a: finDe(p),
});

/** What of the first lies out of the second. */
export const retrancher = (i: Intervalle, { de, a }: Intervalle): Intervalle[] => {
  if (i.a < de || a < i.de) return [i];
  return [
    ...(i.de < de ? [{ de: i.de, a: veille(de) }] : []),
    ...(a < i.a ? [{ de: ajouterJours(a, 1), a: i.a }] : []),
  ];
};

/** What of the first lies out of all the others. */
export const retrancherTous = (i: Intervalle, autres: readonly Intervalle[]): Intervalle[] =>
  autres.reduce((restes, autre) => restes.flatMap((r) => retrancher(r, autre)), [i]);

/** `date_debut` of the row that a version comes from. */
export const ligneDe = (p: Pick<PriseEnCharge, 'dateDebut' | 'ligneDu'>): DateCivile => p.ligneDu ?? p.dateDebut;

/** The same version between other dates; it is still of its row. */
export const restreindre = (p: PriseEnCharge, { de, a }: Intervalle): PriseEnCharge => {
  const { dateFin: _, ligneDu: __, duMoisOuvert, connuLe, plafondRemplace, ...reste } = p;
  const memeDebut = p.dateDebut === de;
  return {
    ...reste,
    dateDebut: de,
    ...(a === SANS_FIN ? {} : { dateFin: a }),
    ...(ligneDe(p) === de ? {} : { ligneDu: ligneDe(p) }),
    ...(duMoisOuvert && memeDebut ? { duMoisOuvert } : {}),
    ...(connuLe && memeDebut ? { connuLe } : {}),
    ...(plafondRemplace && memeDebut ? { plafondRemplace } : {}),
  };
};
