import type { Intervention, StatutBrut, StatutRetenu } from '../../contrats/corrections/intervention';
import { aLaMinute } from '../../temps/paris';
import { parInstant } from '../appariement/ordre';
import { statutBrut } from '../appariement/statut-brut';
import { tetes } from '../correction/conflit';
import type { Etat } from '../correction/natures/definition';
import { corrige, plier } from '../correction/plier';
import type { Ajustement, Contexte, CorrectionSuivie, Retenue } from '../types';
import { cibleStable } from './cibles';
import { conflitDe, contenuDe } from './contestee';

/** [CO-1] Of the facts, not of what was typed: an aide set right then set back has changed nothing. */
const donneesChangees = (i: Intervention, e: Etat): boolean =>
  e.usagerId !== i.usagerId || e.intervenantId !== i.intervenantId || e.codePrestation !== i.codePrestation;

const ajustementDe = (i: Intervention, e: Etat, complet: boolean): Ajustement => {
  if (e.supprimee) return 'SUP';
  if (!complet) return '';
  if (!i.arrivee && !i.depart) return 'CRE';
  const arrivee = i.arrivee !== undefined && e.debut === aLaMinute(i.arrivee.instant);
  const depart = i.depart !== undefined && e.fin === aLaMinute(i.depart.instant);
  if (!arrivee && !depart) return 'CO2';
  if (!arrivee) return 'COA';
  if (!depart) return 'COD';
  return donneesChangees(i, e) ? 'MDT' : '';
};

const statutRetenu = (i: Intervention, brut: StatutBrut | undefined, e: Etat, corrigee: boolean): StatutRetenu => {
  if (e.supprimee) return 'ANNULEE';
  if (e.debut && e.fin) {
    if (!i.arrivee && !i.depart) return 'CREEE';
    return corrigee ? 'CORRIGEE' : 'COMPLETE';
  }
  return brut ?? 'NON_POINTEE';
};

/**
 * The retained intervention = fold of the raw one and its corrections, in order of instant then id [CO-1 to CO-8].
 * One pure function for browser, server, closing and tests. Nothing is lost: each correction comes back with what became
 * of it. `corrections`: those that name it (`indexerCorrections`).
 */
export const retenir = (i: Intervention, corrections: readonly CorrectionSuivie[], contexte: Contexte): Retenue => {
  const suivies = [...corrections].sort((a, b) => parInstant(a.correction, b.correction));
  const { etat, jugees } = plier(i, suivies, contexte);
  const brut = statutBrut(i, contexte);
  const appliquees = jugees.filter(corrige);
  const complet = etat.debut !== undefined && etat.fin !== undefined;
  const conflit = conflitDe(i, jugees, suivies, contexte, etat);
  return {
    intervention: i,
    statutBrut: brut,
    statut: statutRetenu(i, brut, etat, appliquees.length > 0),
    ...contenuDe(etat),
    motif: appliquees.at(-1)?.correction.motif,
    corrections: jugees,
    ...(conflit ? { conflit } : {}),
    ajustement: ajustementDe(i, etat, complet),
    cible: cibleStable(i),
    base:
      jugees.length === 0
        ? []
        : tetes(jugees.filter((j) => j.etat !== 'REFUSEE').map((j) => j.correction)).tetes.map((c) => c.id),
  };
};
