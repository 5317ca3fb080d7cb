import { ajouterJours, dateParis, localParis } from './paris';
import type { DateCivile, Instant } from './types';

const FIXES: readonly string[] = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Easter Sunday of a year of the Gregorian calendar (Meeus, Jones, Butcher). */
const paques = (annee: number): DateCivile => {
  const a = annee % 19;
  const [siecle, reste] = [Math.floor(annee / 100), annee % 100];
  const f = Math.floor((siecle + 8) / 25);
  const g = Math.floor((siecle - f + 1) / 3);
  const h = (19 * a + siecle - Math.floor(siecle / 4) - g + 15) % 30;
  const l = (32 + 2 * (siecle % 4) + 2 * Math.floor(reste / 4) - h - (reste % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return `${annee}-${String(Math.floor(n / 31)).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}` as DateCivile;
};

/** A public holiday of France. */
export const estFerie = (d: DateCivile): boolean => {
  const p = paques(Number(d.slice(0, 4)));
  // Easter Monday, Ascension, Whit Monday.
  return FIXES.includes(d.slice(5)) || [1, 39, 50].some((n) => ajouterJours(p, n) === d);
};

/** Monday to Friday, not a holiday. */
const estOuvre = (d: DateCivile): boolean => {
  const jour = new Date(`${d}T00:00:00Z`).getUTCDay();
  return jour >= 1 && jour <= 5 && !estFerie(d);
};

/** That day where it is a working one, else the first one after it. */
export const prochainOuvre = (d: DateCivile): DateCivile => (estOuvre(d) ? d : prochainOuvre(ajouterJours(d, 1)));

/** Whether offices are open: Monday to Friday, not a holiday, from `debut` to `fin` by the clock in Paris. */
export const estOuvert = (i: Instant, { debut, fin }: { debut: string; fin: string }): boolean => {
  const heure = localParis(i).slice(11, 16);
  return debut <= heure && heure < fin && estOuvre(dateParis(i));
};
