import type { Ajustement, Intervention, StatutBrut, StatutRetenu } from '../../contrats/corrections/intervention';
import { minutes } from '../../temps/types';
import { parInstant } from '../appariement/ordre';
import { statutBrut } from '../appariement/statut-brut';
import { tetes } from '../correction/conflit';
import type { Etat } from '../correction/natures/definition';
import { corrige, plier } from '../correction/plier';
import type { Contexte, CorrectionSuivie, Retenue } from '../types';
import { ajustementDesHeures } from './ajustement';
import { cibleDe, cibleStable } from './cibles';
import { conflitDe, contenuDe } from './contestee';
import { porteuseDe } from './couverture';

/** [CO-1] Of the facts, not of what was typed: an aide set right then set back has changed nothing. */
const donneesChangees = (i: Intervention, e: Etat): boolean =>
  e.usagerId !== i.usagerId || e.intervenantId !== i.intervenantId || e.codePrestation !== i.codePrestation;

const AUCUNE_MINUTE = minutes(0);

const ajustementDe = (i: Intervention, e: Etat, complet: boolean): Ajustement => {
  if (e.supprimee) return 'SUP';
  if (!complet) return '';
  const { debut, fin } = e;
  return ajustementDesHeures(
    { arrivee: i.arrivee?.instant, depart: i.depart?.instant, debut, fin },
    donneesChangees(i, e),
  );
};

const statutRetenu = (i: Intervention, brut: StatutBrut | undefined, e: Etat, corrigee: boolean): StatutRetenu => {
  if (e.supprimee) return 'ANNULEE';
  if (e.debut && e.fin) {
    if (!i.arrivee && !i.depart) return 'CREEE';
    return corrigee ? 'CORRIGEE' : 'COMPLETE';
  }
  return brut ?? 'NON_POINTEE';
};

type Pliee = ReturnType<typeof plier> & { suivies: readonly CorrectionSuivie[] };

const plierSeule = (i: Intervention, corrections: readonly CorrectionSuivie[], contexte: Contexte): Pliee => {
  const suivies = [...corrections].sort((a, b) => parInstant(a.correction, b.correction));
  return { suivies, ...plier(i, suivies, contexte) };
};

/** The fold of one intervention and of the corrections that name it. */
const retenirSeule = (i: Intervention, corrections: readonly CorrectionSuivie[], contexte: Contexte): Retenue => {
  const { suivies, etat, jugees } = plierSeule(i, corrections, contexte);
  const brut = statutBrut(i, contexte);
  const appliquees = jugees.filter(corrige);
  const complet = etat.debut !== undefined && etat.fin !== undefined;
  const dag = tetes(jugees.filter((j) => j.etat !== 'REFUSEE').map((j) => j.correction));
  const conflit = conflitDe(i, jugees, suivies, dag, { contexte, retenu: etat });
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
    base: dag.tetes.map((c) => c.id),
  };
};

/** [AP-11] What was said of a covered visit by itself, and of the one that covers it. */
const partager = (
  i: Intervention,
  corrections: readonly CorrectionSuivie[],
): { siennes: CorrectionSuivie[]; partagees: CorrectionSuivie[] } => {
  const sienne = ({ correction: c }: CorrectionSuivie): boolean =>
    cibleDe(c).genre === 'VISITE' && cibleDe(c).id === i.visite?.id;
  return { siennes: corrections.filter(sienne), partagees: corrections.filter((s) => !sienne(s)) };
};

/**
 * [AP-11] A covered visit shares what becomes of the intervention that covers it, whose hours are counted there alone. What was said of
 * it by itself before it was covered is kept beside: annulled, it stays so. One that is not covered yet knows that its aide is there.
 */
const retenirSuivante = (
  i: Intervention,
  porteuse: Intervention,
  corrections: readonly CorrectionSuivie[],
  contexte: Contexte,
): Retenue => {
  const { siennes, partagees } = partager(i, corrections);
  const seule = retenirSeule(i, siennes, contexte);
  const autre = retenirSeule(porteuse, partagees, contexte);
  if (!i.couverture) return autre.statut === 'EN_COURS' ? { ...seule, aideSurPlace: true } : seule;
  const { usagerId, intervenantId, codePrestation, supprimee } = autre;
  const annulee = supprimee || seule.supprimee;
  return {
    ...seule,
    usagerId,
    intervenantId,
    codePrestation,
    debut: undefined,
    fin: undefined,
    minutesComplementaires: AUCUNE_MINUTE,
    supprimee: annulee,
    statut: annulee ? 'ANNULEE' : 'COUVERTE',
    ajustement: '',
  };
};

/**
 * The retained intervention = fold of the raw one and its corrections, in order of instant then id [CO-1 to CO-8].
 * One pure function for browser, server, closing and tests. Nothing is lost: each correction comes back with what became
 * of it. `corrections`: those that name it (`indexerCorrections`).
 */
export const retenir = (i: Intervention, corrections: readonly CorrectionSuivie[], contexte: Contexte): Retenue => {
  const porteuse = porteuseDe(i);
  return porteuse ? retenirSuivante(i, porteuse, corrections, contexte) : retenirSeule(i, corrections, contexte);
};

/**
 * What the judge asks of the same fold: what becomes of each correction, when the visit is retained and whose it is. Neither versions to
 * choose from nor what it is based on are looked for: that is done for each correction that is judged, and a visit may have many.
 */
export const plierVisite = (
  i: Intervention,
  corrections: readonly CorrectionSuivie[],
  contexte: Contexte,
): Pick<Retenue, 'debut' | 'usagerId' | 'corrections'> => {
  const porteuse = porteuseDe(i);
  if (!porteuse) {
    const { etat, jugees } = plierSeule(i, corrections, contexte);
    return { debut: etat.debut, usagerId: etat.usagerId, corrections: jugees };
  }
  const { siennes, partagees } = partager(i, corrections);
  const { etat, jugees } = plierSeule(i, siennes, contexte);
  if (!i.couverture) return { debut: etat.debut, usagerId: etat.usagerId, corrections: jugees };
  const { usagerId } = plierSeule(porteuse, partagees, contexte).etat;
  return { debut: undefined, usagerId, corrections: jugees };
};
