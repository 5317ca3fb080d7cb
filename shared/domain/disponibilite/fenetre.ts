import type { Marque } from '../../contrats/exploitation/disponibilite';
import { epochMs, instantDe, instantsDeLocal, localParis } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';

/** Opening hours by the Paris clock, `08:00` to `20:30`: the last minute is the one before `fin`. */
export type FenetreService = { debut: string; fin: string };

const minutesDe = (heure: string): number => Number(heure.slice(0, 2)) * 60 + Number(heure.slice(3, 5));

/** How many minutes a day has: the same on the days when the clock changes, at night. */
export const minutesParJour = (f: FenetreService): number => minutesDe(f.fin) - minutesDe(f.debut);

/** Which minute of its day's window an instant falls in; undefined outside it. */
export const rangDe = (f: FenetreService, i: Instant): number | undefined => {
  const rang = minutesDe(localParis(i).slice(11, 16)) - minutesDe(f.debut);
  return rang >= 0 && rang < minutesParJour(f) ? rang : undefined;
};

export const instantDuRang = (date: DateCivile, debut: string, rang: number): Instant => {
  const [premier] = instantsDeLocal(`${date}T${debut}:00`);
  if (!premier) throw new Error(`pas de ${debut} le ${date}`);
  return instantDe(epochMs(premier) + rang * 60_000);
};

const FORCE: Record<Marque, number> = { '.': 0, M: 1, R: 2, E: 3 };
const plusForte = (a: Marque, b: Marque): Marque => (FORCE[a] >= FORCE[b] ? a : b);

/**
 * Two views of one day's minutes made one, whatever their order: a measure beats none, a failure beats a success. What was
 * noted in memory while the store was down joins what the store has.
 */
export const reunirMarques = (a: string, b: string): string =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    plusForte((a[i] ?? '.') as Marque, (b[i] ?? '.') as Marque),
  ).join('');

/** A day's minutes with one more mark. */
export const marquer = (minutes: string, rang: number, marque: Marque): string =>
  reunirMarques(minutes, `${'.'.repeat(rang)}${marque}`);
