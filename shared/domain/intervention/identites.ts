import type { Intervention } from '../../contrats/corrections/intervention';

/** A punch that comes late gives a visit another id: that of any of its punches, of its plan, or of what created it, is its own. */
export const identitesDe = (i: Intervention): Set<string> =>
  new Set([i.id, ...[i.arrivee, i.depart, i.visite].flatMap((x) => x?.id ?? []), ...i.creations]);
