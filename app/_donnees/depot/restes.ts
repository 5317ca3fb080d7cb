import { estFaite } from '#shared/domain/intervention/faite';
import { connuLe } from '#shared/domain/pointage/connu';
import { ajouterMois, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import type { EtatDepot } from './etat-depot';
import type { Ligne } from './lignes';
import { lignesDe } from './plier';
import type { StatutAffiche } from './statut-affiche';

/** Months before the current one of which a PC keeps the visits. */
const MOIS_GARDES = 2;

export type Reste = { mois: Mois; conflits: number; aTraiter: number };

const moisAvant = (jour: DateCivile): Mois[] =>
  Array.from({ length: MOIS_GARDES }, (_, n) => ajouterMois(moisDe(jour), n - MOIS_GARDES));

/**
 * What is left to treat of the months before that day's, the earliest first, as long as they are not closed: on the first of a month all
 * that is missing is of the month before, which is paid all the same. Nothing as long as what is closed is not known.
 */
export const restesAvant = (etat: EtatDepot, jour: DateCivile, maintenant: Instant): Reste[] => {
  if (!etat.pret) return [];
  return moisAvant(jour).flatMap((mois) => {
    if (etat.clotures.has(mois)) return [];
    const lignes = lignesDe(etat, premierJour(mois), dernierJour(mois), maintenant).filter((l) => l.aTraiter);
    const conflits = lignes.filter((l) => l.statut === 'CONFLIT').length;
    return lignes.length === 0 ? [] : [{ mois, conflits, aTraiter: lignes.length }];
  });
};

const NON_PAYEES: ReadonlySet<StatutAffiche> = new Set(['CONFLIT', 'SANS_ARRIVEE', 'SANS_DEPART']);

/**
 * [CL-4, CO-8] Visits of closed months that calls known since their closing have left in conflict or without an hour, the earliest first:
 * nobody pays them, and no list of what is left speaks of a closed month.
 */
export const venuesDepuisCloture = (etat: EtatDepot, jour: DateCivile, maintenant: Instant): Ligne[] =>
  moisAvant(jour).flatMap((mois) => {
    const close = etat.pret ? etat.clotures.get(mois) : undefined;
    if (!close) return [];
    return lignesDe(etat, premierJour(mois), dernierJour(mois), maintenant).filter(({ statut, retenue: r }) => {
      const { arrivee, depart } = r.intervention;
      return !estFaite(r) && NON_PAYEES.has(statut) && [arrivee, depart].some((p) => p && connuLe(p) > close.instant);
    });
  });
