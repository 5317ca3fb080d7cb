import { estFerie } from '../../temps/ouvres';
import { ajouterJours, dateParis, epochMs, instantDe, instantsDeLocal } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';

/** Opening hours of the assistance by the Paris clock, Monday to Friday, holidays excluded. */
export type Heures = { debut: string; fin: string };

/** A year without an open day is a table of hours that is wrong. */
const JOURS_MAX = 4_000;

const instantLocal = (date: DateCivile, heure: string): number => {
  const [i] = instantsDeLocal(`${date}T${heure}:00`);
  if (!i) throw new Error(`pas de ${heure} le ${date}`);
  return epochMs(i);
};

/** The opening of a day in epoch milliseconds; undefined where the assistance is closed all day. */
const ouvertureDu = (date: DateCivile, h: Heures): { de: number; a: number } | undefined => {
  const jour = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (jour === 0 || jour === 6 || estFerie(date)) return undefined;
  return { de: instantLocal(date, h.debut), a: instantLocal(date, h.fin) };
};

/** The instant at which `minutes` of opening have passed since `depuis`. */
export const ajouterMinutesOuvrees = (depuis: Instant, minutes: number, h: Heures): Instant => {
  let reste = minutes * 60_000;
  const debut = epochMs(depuis);
  for (let date = dateParis(depuis), n = 0; n < JOURS_MAX; date = ajouterJours(date, 1), n++) {
    const o = ouvertureDu(date, h);
    if (!o) continue;
    const de = Math.max(o.de, debut);
    const offert = Math.max(0, o.a - de);
    if (reste <= offert && de <= o.a) return instantDe(de + reste);
    reste -= offert;
  }
  throw new Error('l’assistance n’ouvre jamais');
};

/** Minutes of opening from one instant to another, whole ones; 0 where the second is not after. */
export const minutesOuvrees = (de: Instant, a: Instant, h: Heures): number => {
  let ms = 0;
  for (let date = dateParis(de); date <= dateParis(a); date = ajouterJours(date, 1)) {
    const o = ouvertureDu(date, h);
    if (o) ms += Math.max(0, Math.min(o.a, epochMs(a)) - Math.max(o.de, epochMs(de)));
  }
  return Math.floor(ms / 60_000);
};
