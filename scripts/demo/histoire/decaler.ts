import {
  ajouterJours,
  ajouterMois,
  dernierJour,
  ecartJours,
  instantsDeLocal,
  localParis,
  moisDe,
  premierJour,
} from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';

/** The same clock reading in Paris, so many days before or after; an hour that spring skips is said after the skip. */
export const decalerInstant = (i: Instant, jours: number): Instant => {
  const local = localParis(i);
  const date = ajouterJours(local.slice(0, 10) as DateCivile, jours);
  const heure = local.slice(11, 19);
  const [meme] = instantsDeLocal(`${date}T${heure}`);
  return meme ?? instantsDeLocal(`${date}T03${heure.slice(2)}`)[0] ?? i;
};

/** The first of a month at most its 28th, so many months before: dates of plans, of which only the month counts. */
export const decalerDate = (d: DateCivile, mois: number): DateCivile => {
  const [an] = d.split('-');
  // Since ever, or for ever.
  if (Number(an) < 1900 || Number(an) > 2900) return d;
  const jour = Math.min(Number(d.slice(8)), 28);
  return `${ajouterMois(moisDe(d), mois)}-${String(jour).padStart(2, '0')}` as DateCivile;
};

/** The days of a month, each with the day of the other month that it repeats: the same day of the week, as near as there is. */
export const joursRepetes = (modele: Mois, mois: Mois): { date: DateCivile; de: DateCivile; jours: number }[] => {
  const [premier, dernier] = [premierJour(modele), dernierJour(modele)];
  const suite: { date: DateCivile; de: DateCivile; jours: number }[] = [];
  for (let date = premierJour(mois); date <= dernierJour(mois); date = ajouterJours(date, 1)) {
    const voulu = ecartJours(date, ajouterJours(premier, Number(date.slice(8)) - 1));
    let jours = Math.round(voulu / 7) * 7;
    if (ajouterJours(date, jours) < premier) jours += 7;
    if (ajouterJours(date, jours) > dernier) jours -= 7;
    suite.push({ date, de: ajouterJours(date, jours), jours: -jours });
  }
  return suite;
};
