import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterJours, moisDe } from '../../temps/paris';
import type { DateCivile, Mois } from '../../temps/types';
import { versionAu } from '../ventilation/versions';

/** Months, both included; no end: open. */
export type PeriodeChangee = { de: Mois; a: Mois | undefined };

/** What the split reads of the version of a date; nothing where none holds. */
const lue = (prises: readonly PriseEnCharge[], numero: string, date: DateCivile): string => {
  const p = versionAu(prises, numero, date);
  return p ? JSON.stringify([p.codeFinanceur, p.priorite, p.minutesMax ?? '', p.codePrestation]) : '';
};

const premierJourDe = (siennes: readonly PriseEnCharge[]): DateCivile | undefined =>
  siennes.map((p) => p.dateDebut).sort()[0];

const periodesDe = (
  numero: string,
  avant: readonly PriseEnCharge[],
  apres: readonly PriseEnCharge[],
): PeriodeChangee[] => {
  const siennes = [avant, apres].map((l) => l.filter((p) => p.numero === numero));
  const [x = [], y = []] = siennes;
  const bornes = siennes
    .flat()
    .flatMap((p) => [p.dateDebut, ...(p.dateFin === undefined ? [] : [ajouterJours(p.dateFin, 1)])]);
  const dates = [...new Set(bornes)].sort();
  // [FI-1] It starts with its first version: where that start moves, so may its rank, for as long as it holds.
  const autreRang = x.length > 0 && y.length > 0 && premierJourDe(x) !== premierJourDe(y);
  return dates.flatMap((d, i): PeriodeChangee[] => {
    const [avantLa, apresLa] = [lue(x, numero, d), lue(y, numero, d)];
    if (avantLa === apresLa && !(autreRang && apresLa !== '')) return [];
    const suivante = dates[i + 1];
    const ouverte = siennes.flat().some((p) => p.duMoisOuvert && p.dateDebut === d);
    // [FI-7] A visit of the day before may end on that day.
    const de = moisDe(ouverte ? d : ajouterJours(d, -1));
    return [{ de, a: suivante && moisDe(ajouterJours(suivante, -1)) }];
  });
};

/** [FI-9, FI-10] When what a usager's prises en charge grant is no longer the same: a version is compared where it holds, day for day. */
export const periodesChangees = (avant: readonly PriseEnCharge[], apres: readonly PriseEnCharge[]): PeriodeChangee[] =>
  [...new Set([...avant, ...apres].map((p) => p.numero))].flatMap((n) => periodesDe(n, avant, apres));
