import type { VisiteFigee } from '../../contrats/cloture/cloture';
import type { EcartVentilation } from '../../contrats/cloture/complement';
import type { Mois } from '../../temps/types';
import { minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';

type VisiteRepartie = Pick<VisiteFigee, 'usagerId' | 'intervenantId' | 'parts'>;

/**
 * [FI-9] What a late change of a prise en charge, or a late correction, moves in a closed month: by usager, prise en charge,
 * funder and aide, only where the minutes differ, in the order of VENTILATION. The frozen state itself never changes.
 */
export const differenceVentilation = (
  figees: readonly VisiteRepartie[],
  actuelles: readonly VisiteRepartie[],
  moisOrigine: Mois,
): EcartVentilation[] => {
  const ecarts = new Map<string, EcartVentilation>();
  for (const [cote, visites] of [
    ['ancien', figees],
    ['nouveau', actuelles],
  ] as const) {
    for (const v of visites) {
      const comptees = new Set<string>();
      for (const p of v.parts) {
        const cle = JSON.stringify([v.usagerId, p.numeroPec ?? '', p.codeFinanceur, v.intervenantId]);
        const e = ecarts.get(cle) ?? {
          usagerId: v.usagerId,
          ...(p.numeroPec === undefined ? {} : { numeroPec: p.numeroPec }),
          codeFinanceur: p.codeFinanceur,
          intervenantId: v.intervenantId,
          ancien: minutes(0),
          nouveau: minutes(0),
          moisOrigine,
          nombreInterventions: 0,
        };
        e[cote] = minutes(e[cote] + p.minutes);
        ecarts.set(cle, e);
        // A visit may draw on several months' caps of one prise en charge: it counts once.
        if (cote === 'nouveau' && p.minutes > 0 && !comptees.has(cle)) e.nombreInterventions += 1;
        if (cote === 'nouveau' && p.minutes > 0) comptees.add(cle);
      }
    }
  }
  return [...ecarts.values()]
    .filter((e) => e.ancien !== e.nouveau)
    .sort(
      (a, b) =>
        comparer(a.usagerId, b.usagerId) ||
        comparer(a.numeroPec ?? '', b.numeroPec ?? '') ||
        comparer(a.codeFinanceur, b.codeFinanceur) ||
        comparer(a.intervenantId, b.intervenantId),
    );
};
