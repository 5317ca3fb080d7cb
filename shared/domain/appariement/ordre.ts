import type { Pointage } from '../../contrats/pointages/pointage';

/** Order of text by code unit: the same in every browser and locale. */
export const comparer = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The later of two dates, or of two instants. */
export const plusTard = <T extends string>(a: T, b: T): T => (a < b ? b : a);

/** The earlier of two dates, or of two instants. */
export const plusTot = <T extends string>(a: T, b: T): T => (b < a ? b : a);

/** Of what people type, the later holds: by instant, then by id. */
export const parInstant = (a: { instant: string; id: string }, b: { instant: string; id: string }): number =>
  comparer(a.instant, b.instant) || comparer(a.id, b.id);

type Ordonne = Pick<Pointage, 'instant' | 'sens' | 'id'>;

/** Rules, AP: by instant; at equal instants ARRIVEE before DEPART; then by id. */
export const ordrePointages = (a: Ordonne, b: Ordonne): number =>
  comparer(a.instant, b.instant) || comparer(a.sens, b.sens) || comparer(a.id, b.id);
