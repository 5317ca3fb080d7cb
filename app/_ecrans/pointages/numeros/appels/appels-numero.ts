import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Sens } from '#shared/contrats/pointages/pointage';
import type { Instant } from '#shared/temps/types';

/** A punch made from a number, and the visit that has it. */
export type AppelDuNumero = { id: string; sens: Sens | 'ECARTE'; instant: Instant; intervention: Intervention };

/** Punches made from a number, as far as this PC has their visits; the latest first. */
export const appelsDuNumero = (jours: ReadonlyMap<string, readonly Intervention[]>, numero: string): AppelDuNumero[] =>
  [...jours.values()]
    .flat()
    .flatMap((intervention) => {
      const { arrivee, depart, ecartes } = intervention;
      const cotes = [
        { p: arrivee, sens: 'ARRIVEE' as const },
        { p: depart, sens: 'DEPART' as const },
        ...ecartes.map((p) => ({ p, sens: 'ECARTE' as const })),
      ];
      return cotes.flatMap(({ p, sens }) =>
        p?.numeroAppelant === numero ? [{ id: p.id, sens, instant: p.instant, intervention }] : [],
      );
    })
    .sort((a, b) => (a.instant < b.instant ? 1 : -1));
