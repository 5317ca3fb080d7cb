import type { DecisionProForma, ProForma } from '#shared/contrats/financement/pro-forma';
import { dateParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { type Signature, signee } from '../../../_ui/actes/signature';

/** [CL-6] What is said of a pro forma, of the closing that was read. */
export const composerDecision = (
  s: Signature,
  d: { mois: Mois; empreinte: string; decision: DecisionProForma; motif: string },
): ProForma => {
  const motif = d.motif.trim();
  return {
    ...signee('proforma', dateParis(s.maintenant), s),
    mois: d.mois,
    decision: d.decision,
    empreinte: d.empreinte,
    ...(d.decision === 'REFUSE' && motif !== '' ? { motif } : {}),
  };
};
