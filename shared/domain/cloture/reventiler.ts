import type { Part, VisiteFigee } from '../../contrats/cloture/cloture';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { type Mois, minutes } from '../../temps/types';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { type ReportApa, ventilerMois } from '../ventilation/ventiler';

/**
 * [FI-6] Splits again the visits of a closed month, as they left, on what the months before now leave: their retained hours have
 * not changed, so nothing else is read.
 */
export const reventiler = (e: {
  mois: Mois;
  /** The usager's, of all antennas. */
  visites: readonly VisiteFigee[];
  prisesEnCharge: readonly PriseEnCharge[];
  financeurs: TableFinanceurs;
  report: ReportApa;
}): VisiteFigee[] => {
  const { visites, ...reste } = e;
  const parts = ventilerMois({
    ...reste,
    visites: visites.map((v) => ({
      cle: v.interventionId,
      debut: v.debut,
      fin: v.fin,
      intervenantId: v.intervenantId,
      codePrestation: v.codePrestation,
      facturees: minutes(v.duree + v.minutesComplementaires),
    })),
  });
  return visites.map((v): VisiteFigee => {
    const siennes: Part[] = parts.get(v.interventionId) ?? [];
    const anomalies = v.anomalies.filter((a) => a !== 'HORS_PLAN');
    return {
      ...v,
      parts: siennes,
      anomalies: siennes.some((p) => p.numeroPec === undefined) ? [...anomalies, 'HORS_PLAN'] : anomalies,
    };
  });
};
