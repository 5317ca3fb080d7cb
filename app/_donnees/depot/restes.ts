import { ajouterMois, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import type { EtatDepot } from './etat-depot';
import { lignesDe } from './plier';

/** Months before the current one of which a PC keeps the visits. */
const MOIS_GARDES = 2;

export type Reste = { mois: Mois; conflits: number; aTraiter: number };

/**
 * What is left to treat of the months before that day's, the earliest first, as long as they are not closed: on the first of a month all
 * that is missing is of the month before, which is paid all the same. Nothing as long as what is closed is not known.
 */
export const restesAvant = (etat: EtatDepot, jour: DateCivile, maintenant: Instant): Reste[] => {
  if (!etat.pret) return [];
  const avant = Array.from({ length: MOIS_GARDES }, (_, n) => ajouterMois(moisDe(jour), n - MOIS_GARDES));
  return avant.flatMap((mois) => {
    if (etat.clotures.has(mois)) return [];
    const lignes = lignesDe(etat, premierJour(mois), dernierJour(mois), maintenant).filter((l) => l.aTraiter);
    const conflits = lignes.filter((l) => l.statut === 'CONFLIT').length;
    return lignes.length === 0 ? [] : [{ mois, conflits, aTraiter: lignes.length }];
  });
};
