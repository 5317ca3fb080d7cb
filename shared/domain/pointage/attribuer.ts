import type { Antenne } from '../../contrats/commun';
import type { Pointage } from '../../contrats/pointages/pointage';
import { dateParis } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { type GesteDate, usagersDuNumero } from './numeros';

export type NumerosConnus = {
  /** Usagers of a number, from the daily file. */
  usagersDe: (numero: string) => readonly string[];
  rattachements: readonly GesteDate[];
  /** [CL-1] The antenna of a known usager on a date. */
  antenneDe: (usagerId: string, date: DateCivile) => Antenne | undefined;
};

/**
 * [PT-5] The usager of a punch: its own, or the one that a manager attached its number to (every waiting punch, back in
 * time, from the date that the gesture bears), or the only one known of that number on its date. Undefined: it waits. A
 * gesture settles whose a shared number is within its antenna; where an usager of another antenna has that number too, it
 * takes nothing from there: what names nobody waits.
 */
export const usagerDe = (
  p: Pick<Pointage, 'usagerId' | 'numeroAppelant' | 'instant'>,
  connus: NumerosConnus,
): string | undefined => {
  if (p.usagerId !== undefined || p.numeroAppelant === undefined) return p.usagerId;
  const date = dateParis(p.instant);
  const { usagers, attaches } = usagersDuNumero(p.numeroAppelant, date, connus);
  const [attache, ...autresAttaches] = attaches;
  if (attache !== undefined && autresAttaches.length === 0) {
    const antenne = connus.antenneDe(attache, date);
    const ailleurs = usagers.some((id) => id !== attache && connus.antenneDe(id, date) !== antenne);
    return ailleurs ? undefined : attache;
  }
  const [seul, ...autres] = usagers;
  return autres.length === 0 ? seul : undefined;
};
