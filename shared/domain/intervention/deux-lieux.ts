import { aLaMinute, ecartMinutes } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { comparer, plusTard } from '../appariement/ordre';
import type { Retenue } from '../types';

type Heures = { debut?: Instant | undefined; fin?: Instant | undefined };

/** Who is where, and when, by what is retained of a visit or about to be. */
export type Presence = Heures & Pick<Retenue, 'usagerId' | 'intervenantId'>;

type Complete = { debut: Instant; fin: Instant };
const complete = ({ debut, fin }: Heures): Complete | undefined =>
  debut && fin ? { debut: aLaMinute(debut), fin: aLaMinute(fin) } : undefined;

/** Of a visit that has one side only: what it surely has in common with the other, where that side is within it. */
const avecUnCote = ({ debut, fin }: Complete, cote: Heures): number => {
  if (cote.debut) return aLaMinute(cote.debut) < debut ? 0 : ecartMinutes(aLaMinute(cote.debut), fin);
  return !cote.fin || aLaMinute(cote.fin) > fin ? 0 : ecartMinutes(debut, aLaMinute(cote.fin));
};

/** Minutes that two visits surely have in common by their retained hours; none of what has no hour, or of two that are open. */
export const minutesEnCommun = (a: Heures, b: Heures): number => {
  const [x, y] = [complete(a), complete(b)];
  if (x && y) {
    const debut = plusTard(x.debut, y.debut);
    const [fin = debut] = [x.fin, y.fin].sort(comparer);
    return Math.max(0, ecartMinutes(debut, fin));
  }
  if (x) return Math.max(0, avecUnCote(x, b));
  return y ? Math.max(0, avecUnCote(y, a)) : 0;
};

type Autour = {
  /** Minutes in common up to which nothing is said. */
  tolere: number;
  /** [PT-5] Where an usager may be called: those who share a number are visited together. */
  telephones: (usagerId: string) => readonly string[];
};

/**
 * [AP-10] The visits that one aide cannot have made beside this one, by the hours that are about to be kept: AP-10 itself is of
 * what was punched. `autres`: without the visit itself.
 */
export const auMemeMoment = <T extends { retenue: Presence & Pick<Retenue, 'supprimee'> }>(
  voulue: Presence,
  autres: readonly T[],
  { tolere, telephones }: Autour,
): T[] => {
  const siens = new Set(telephones(voulue.usagerId));
  return autres.filter(
    ({ retenue: r }) =>
      !r.supprimee &&
      r.intervenantId === voulue.intervenantId &&
      minutesEnCommun(voulue, r) > tolere &&
      (r.usagerId === voulue.usagerId || !telephones(r.usagerId).some((n) => siens.has(n))),
  );
};
