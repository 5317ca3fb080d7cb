import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import type { LigneRestitution } from '../../formats/restitution/restitution';
import { aLaMinute, dateParis } from '../../temps/paris';
import { minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { exceptionsDe } from '../exception/exceptions';
import { estFaite } from '../intervention/faite';
import type { ParametresAu, Retenue } from '../types';
import { cumulInterdit } from '../ventilation/eligibles';
import { facturerFaite } from '../ventilation/facturer';
import type { TableFinanceurs } from '../ventilation/financeurs';

/** The row that Millésime gets of a visit, as it stands (formats, RESTITUTION). Minutes. */
export const ligneRestitution = (
  r: Retenue,
  prises: readonly PriseEnCharge[],
  financeurs: TableFinanceurs,
  parametresAu: ParametresAu,
): LigneRestitution => {
  const duree = estFaite(r) ? facturerFaite(r, prises, financeurs).duree : undefined;
  // [FI-5] Of a visit that was made, as its closing will freeze it. HORS_PLAN is of the month's split, which is not made before.
  const cumul = estFaite(r) && cumulInterdit(prises, financeurs, dateParis(r.debut));
  return {
    id_intervention: r.intervention.id,
    id_millesime: r.usagerId,
    id_intervenant: r.intervenantId,
    debut_prevu: r.intervention.visite?.debut,
    fin_prevue: r.intervention.visite?.fin,
    arrivee: r.intervention.arrivee && aLaMinute(r.intervention.arrivee.instant),
    depart: r.intervention.depart && aLaMinute(r.intervention.depart.instant),
    statut_brut: r.statutBrut,
    debut: r.debut,
    fin: r.fin,
    duree,
    minutes_complementaires: r.minutesComplementaires,
    statut_retenu: r.statut,
    motif_correction: r.motif,
    code_prestation: r.codePrestation,
    anomalies: [
      ...r.intervention.anomalies,
      ...exceptionsDe(r, duree, parametresAu),
      ...(cumul ? (['CUMUL_INTERDIT'] as const) : []),
    ],
  };
};

/** Whose the visit was, for the row of one that pairing has undone. */
export type Defaite = Pick<LigneRestitution, 'id_intervention' | 'id_millesime' | 'id_intervenant' | 'code_prestation'>;

/** A visit that was told and no longer is: a late punch or another plan paired its facts otherwise. Its other columns are empty. */
export const ligneDefaite = (d: Defaite): LigneRestitution => ({
  ...d,
  debut_prevu: undefined,
  fin_prevue: undefined,
  arrivee: undefined,
  depart: undefined,
  statut_brut: undefined,
  debut: undefined,
  fin: undefined,
  duree: undefined,
  minutes_complementaires: minutes(0),
  statut_retenu: 'ANNULEE',
  motif_correction: undefined,
  anomalies: [],
});

export const ordreRestitution = (a: LigneRestitution, b: LigneRestitution): number =>
  comparer(a.id_millesime, b.id_millesime) || comparer(a.id_intervention, b.id_intervention);
