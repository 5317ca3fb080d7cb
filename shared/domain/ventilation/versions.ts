import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { dernierJour, premierJour } from '../../temps/paris';
import type { DateCivile, Mois } from '../../temps/types';
import { comparer } from '../appariement/ordre';

// [FI-10] A prise en charge is a numéro; what it grants is dated. Its versions are entries of the usager's list with the same numéro,
// which never overlap. One that has a single entry, as all had before, is its only version.

type Periode = Pick<PriseEnCharge, 'dateDebut' | 'dateFin'>;
type Version = Periode & Pick<PriseEnCharge, 'numero'>;

/** Both ends included; no end: open. */
export const valableLe = (p: Periode, date: DateCivile): boolean =>
  p.dateDebut <= date && (p.dateFin === undefined || date <= p.dateFin);

/** Valid on some day of the month. */
export const atteintMois = (p: Periode, mois: Mois): boolean =>
  p.dateDebut <= dernierJour(mois) && (p.dateFin === undefined || premierJour(mois) <= p.dateFin);

/** The version of a numéro that holds on a date: it gives priorité, funder, prestation and cap. */
export const versionAu = <V extends Version>(prises: readonly V[], numero: string, date: DateCivile): V | undefined =>
  prises.find((p) => p.numero === numero && valableLe(p, date));

/** [FI-1, FI-6] A prise en charge starts with its first version. */
export const debutPrise = (prises: readonly Version[], { numero, dateDebut }: Version): DateCivile =>
  prises.reduce((d, p) => (p.numero === numero && p.dateDebut < d ? p.dateDebut : d), dateDebut);

/**
 * The version that a month is held against: the last one that holds in it. Where none does (a visit that ends after midnight on the
 * first of the next month), the next one, else the last.
 */
export const versionDuMois = <V extends Version>(prises: readonly V[], numero: string, mois: Mois): V | undefined => {
  const siennes = prises.filter((p) => p.numero === numero).sort((a, b) => comparer(a.dateDebut, b.dateDebut));
  return (
    siennes.findLast((p) => atteintMois(p, mois)) ??
    siennes.find((p) => p.dateDebut > dernierJour(mois)) ??
    siennes.at(-1)
  );
};

/** One version of each prise en charge that reaches into the month: the last one that holds in it. */
export const versionsDuMois = <V extends Version>(prises: readonly V[], mois: Mois): V[] => {
  const siennes = prises.filter((p) => atteintMois(p, mois));
  return siennes.filter((p) => !siennes.some((q) => q.numero === p.numero && q.dateDebut > p.dateDebut));
};
