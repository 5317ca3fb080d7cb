import type { Intervention, StatutRetenu } from '../../contrats/corrections/intervention';
import type { Absence } from '../../contrats/dossiers/absence';
import type { StatutDispense } from '../../contrats/dossiers/consultation';
import type { SansTelegestion } from '../../contrats/dossiers/sans-telegestion';
import { ajouterA } from '../../listes';
import type { DateCivile, Instant } from '../../temps/types';
import {
  type AbsenceEnVigueur,
  absenceAu,
  absencesEnVigueur,
  apresDepart,
  finieAvantQueDite,
  natureEnMots,
} from '../absence/absences';
import { estSansTelegestion } from '../pointage/sans-telegestion';

export const SANS_TELEGESTION = 'sans télégestion';

/** Why no punch is expected of a visit: its usager is away, or their visits come on slips [PT-7]. */
export type Dispense = { quoi: 'ABSENCE'; absence: AbsenceEnVigueur } | { quoi: 'SANS_TELEGESTION' };
export type Dispenses = (usagerId: string, date: DateCivile) => Dispense | undefined;

/** Whether its antenna had it by an instant, that of a closing: what follows an usager to another is had there from its copy on. */
export const estDiteLe = (x: Pick<Absence | SansTelegestion, 'instant' | 'partageLe'>, jusqua: Instant): boolean =>
  (x.partageLe ?? x.instant) <= jusqua;

const parUsager = <T extends { usagerId: string }>(liste: readonly T[]): Map<string, T[]> => {
  const r = new Map<string, T[]>();
  for (const x of liste) {
    ajouterA(r, x.usagerId, x);
  }
  return r;
};

/** A reader of what excuses a visit, from all that was said; an absence comes first, since nobody should come at all. */
export const lecteurDispenses = (absences: readonly Absence[], marques: readonly SansTelegestion[]): Dispenses => {
  const absents = parUsager(absencesEnVigueur(absences));
  const sans = parUsager(marques);
  return (usagerId, date) => {
    const absence = absenceAu(absents.get(usagerId) ?? [], usagerId, date);
    if (absence) return { quoi: 'ABSENCE', absence };
    return estSansTelegestion(sans.get(usagerId) ?? [], usagerId, date) ? { quoi: 'SANS_TELEGESTION' } : undefined;
  };
};

/** « hospitalisation », « sans télégestion ». */
export const dispenseEnMots = (d: Dispense): string =>
  d.quoi === 'ABSENCE' ? natureEnMots(d.absence) : SANS_TELEGESTION;

/** Nobody has punched it, nor said that it was made: only such a visit is excused. */
export const estExcusable = (statut: StatutRetenu | 'CONFLIT'): boolean =>
  statut === 'PREVUE' || statut === 'NON_POINTEE';

/**
 * What a visit that nobody punched is called where no punch is expected of it; undefined: by its own status. [AL-5] On the first and the
 * last day of an absence, one that was over before the absence was said keeps its own: somebody still has to say whether it was made.
 */
export const statutDispense = (
  statut: StatutRetenu | 'CONFLIT',
  d: Dispense | undefined,
  i: Pick<Intervention, 'date' | 'visite'>,
): StatutDispense | undefined => {
  if (!d || !estExcusable(statut)) return undefined;
  if (d.quoi === 'ABSENCE' && statut === 'NON_POINTEE' && finieAvantQueDite(d.absence, i)) return undefined;
  if (d.quoi === 'ABSENCE') return apresDepart(d.absence) === undefined ? 'ABSENCE' : 'A_RETIRER';
  return statut === 'NON_POINTEE' ? 'FICHE_A_SAISIR' : undefined;
};
