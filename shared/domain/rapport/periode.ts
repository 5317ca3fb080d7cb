import { moisEnMots } from '../../mots/dates';
import { ajouterMois, dernierJour, moisDe, premierJour } from '../../temps/paris';
import type { DateCivile, Mois } from '../../temps/types';

export type PeriodeRapport = { periode: string; titre: string; mois: readonly Mois[]; du: DateCivile; au: DateCivile };

const ORDINAUX = ['premier', 'deuxième', 'troisième', 'quatrième'] as const;

/** The months of a period written `2026-10`, `2026-T4` or `2026` (periodeRapportSchema), and its name in words. */
export const lirePeriode = (periode: string): PeriodeRapport => {
  const annee = periode.slice(0, 4);
  const trimestre = /-T(\d)$/.exec(periode)?.[1];
  const debut = (
    periode.length === 7 && !trimestre
      ? periode
      : `${annee}-${String((Number(trimestre ?? 1) - 1) * 3 + 1).padStart(2, '0')}`
  ) as Mois;
  const n = trimestre ? 3 : periode.length === 4 ? 12 : 1;
  const mois = Array.from({ length: n }, (_, i) => ajouterMois(debut, i));
  const titre = trimestre
    ? `${ORDINAUX[Number(trimestre) - 1]} trimestre ${annee}`
    : n === 12
      ? `année ${annee}`
      : moisEnMots(debut);
  return { periode, titre, mois, du: premierJour(debut), au: dernierJour(ajouterMois(debut, n - 1)) };
};

/** The periods that ended with a month: itself, and the quarter and the year where it is their last. */
export const periodesFinies = (m: Mois): string[] => {
  const [annee, n] = [m.slice(0, 4), Number(m.slice(5))];
  return [m, ...(n % 3 === 0 ? [`${annee}-T${n / 3}`] : []), ...(n === 12 ? [annee] : [])];
};

/** Every period that ended before a day, the last ones first, as far back as some months. */
export const periodesEditables = (aujourdhui: DateCivile, mois: number): PeriodeRapport[] =>
  Array.from({ length: mois }, (_, i) => ajouterMois(moisDe(aujourdhui), -1 - i)).flatMap((m) =>
    periodesFinies(m).reverse().map(lirePeriode),
  );
