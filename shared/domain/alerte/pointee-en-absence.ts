import { estEntamee } from '../absence/absences';
import { corrige } from '../correction/plier';
import type { Retenue } from '../types';
import type { Dispense } from './dispenses';

type Absence = Extract<Dispense, { quoi: 'ABSENCE' }>['absence'];

/**
 * [AL-5] The absence during which somebody punched where nobody should be, as long as no correction says that a manager has looked
 * at it. On the day when an absence begins or ends, the usager was at home a part of it: such a visit is an ordinary one.
 */
export const pointeeEnAbsence = (r: Retenue, dispense: Dispense | undefined): Absence | undefined => {
  const { arrivee, depart, date } = r.intervention;
  const vue = r.supprimee || r.corrections.some(corrige);
  if (dispense?.quoi !== 'ABSENCE' || (!arrivee && !depart) || vue) return undefined;
  const { absence } = dispense;
  return estEntamee(absence, date) ? undefined : absence;
};
