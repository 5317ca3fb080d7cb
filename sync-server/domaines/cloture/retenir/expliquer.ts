import type { VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { VisiteComplementaire } from '#shared/contrats/cloture/complement';
import type { PointageRetenu } from '#shared/contrats/corrections/intervention';
import { devenirDe, type Nommer } from '#shared/domain/cloture/figer';
import { identitesDe } from '#shared/domain/intervention/identites';
import type { Retenue } from '#shared/domain/types';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

// [RE] Corrections and punches are kept five years, and the statement that rectifies a closed month ten: what explains it is frozen
// with what it explains.

/** When a call became known, where its month was closed by then and nothing that left has it. */
const connuApres = (
  p: PointageRetenu | undefined,
  dit: Instant | undefined,
  closeLe: Instant,
): PointageRetenu['recuLe'] | undefined => {
  if (!p || p.instant === dit) return undefined;
  const connu = p.connuLe ?? p.recuLe;
  return epochMs(connu) > epochMs(closeLe) ? connu : undefined;
};

const connusDe = (
  { intervention: { arrivee, depart } }: Retenue,
  ancien: VisiteFigee | undefined,
  closeLe: Instant,
): Pick<VisiteComplementaire, 'connus'> => {
  const [a, d] = [connuApres(arrivee, ancien?.arrivee, closeLe), connuApres(depart, ancien?.depart, closeLe)];
  return a || d ? { connus: { ...(a ? { arrivee: a } : {}), ...(d ? { depart: d } : {}) } } : {};
};

/** `retenues`: of the month, as they are now; `closeLe`: when the antenna closed it. */
export const ouvrirExplication = (
  retenues: readonly Retenue[],
  closeLe: Instant,
  nommer: Nommer,
): ((v: VisiteComplementaire) => VisiteComplementaire) => {
  let parId: Map<string, Retenue> | undefined;
  const trouver = (id: string): Retenue | undefined => {
    parId ??= new Map(retenues.flatMap((r) => [...identitesDe(r.intervention)].map((x) => [x, r] as const)));
    return parId.get(id);
  };
  return (v) => {
    const r = trouver((v.nouveau ?? v.ancien)?.interventionId ?? '');
    if (!r) return v;
    return v.nouveau ? { ...v, ...connusDe(r, v.ancien, closeLe) } : { ...v, devenir: devenirDe(r, nommer) };
  };
};
