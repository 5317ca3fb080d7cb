import type { Correction } from '../../contrats/corrections/correction';
import type { Ajustement, Intervention, StatutBrut, StatutRetenu } from '../../contrats/corrections/intervention';
import { aLaMinute, epochMs } from '../../temps/paris';
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

const plierSeule = (
  i: Intervention,
  corrections: readonly CorrectionSuivie[],
  contexte: Contexte,
  vue?: (c: Correction) => Intervention,
): Pliee => {
  const suivies = [...corrections].sort((a, b) => parInstant(a.correction, b.correction));
  return { suivies, ...plier(i, suivies, contexte, vue) };
};

/** The fold of one intervention and of the corrections that name it. */
const retenirSeule = (i: Intervention, corrections: readonly CorrectionSuivie[], contexte: Contexte): Retenue =>
  composer(i, plierSeule(i, corrections, contexte), contexte);

const composer = (i: Intervention, { suivies, etat, jugees }: Pliee, contexte: Contexte): Retenue => {
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

const nommeVisite = ({ correction: c }: CorrectionSuivie, ids: ReadonlySet<string>): boolean => {
  const { genre, id } = cibleDe(c);
  return genre === 'VISITE' && ids.has(id);
};

/** [AP-11] What was said of some planned visits by themselves, and the rest: of the one that covers them. */
const partager = (
  corrections: readonly CorrectionSuivie[],
  ids: ReadonlySet<string>,
): { siennes: CorrectionSuivie[]; partagees: CorrectionSuivie[] } => ({
  siennes: corrections.filter((s) => nommeVisite(s, ids)),
  partagees: corrections.filter((s) => !nommeVisite(s, ids)),
});

/** [AP-11] The intervention that covers a visit was corrected to end before the middle of it: its punches alone say that it was made. */
const estQuittee = ({ couverture, visite }: Intervention, { fin, supprimee }: Etat): boolean =>
  couverture !== undefined &&
  visite !== undefined &&
  fin !== undefined &&
  !supprimee &&
  // Corrected: what was punched in the very minute of the middle is no correction.
  fin < aLaMinute(couverture.depart.instant) &&
  epochMs(fin) * 2 <= epochMs(visite.debut) + epochMs(visite.fin);

/** What a manager may say of such a visit, as of one that nothing covers: history taken over is judged by the rule's letter. */
const DITES_QUITTEE: ReadonlySet<Correction['nature']> = new Set(['CREATION', 'SUPPRESSION']);

type Suivante = { seule: Pliee; autre: Pliee; quittee: boolean };

/** [AP-11] The folds of a visit by itself and of the intervention that covers it, or may come to. */
const plierSuivante = (
  i: Intervention,
  porteuse: Intervention,
  { siennes, partagees }: ReturnType<typeof partager>,
  contexte: Contexte,
): Suivante => {
  const autre = plierSeule(porteuse, partagees, contexte);
  const quittee = estQuittee(i, autre.etat);
  const { couverture: _, ...libre } = i;
  const vue = (c: Correction): Intervention =>
    quittee && c.source === 'POSTE' && DITES_QUITTEE.has(c.nature) ? libre : i;
  return { seule: plierSeule(i, siennes, contexte, vue), autre, quittee };
};

const deSaVisite = (i: Intervention): ReadonlySet<string> => new Set(i.visite ? [i.visite.id] : []);

/**
 * [AP-11] A covered visit shares what becomes of the intervention that covers it, whose hours are counted there alone. What was said of
 * it by itself is kept beside: annulled, it stays so. One that is not covered yet knows that its aide is there.
 */
const retenirSuivante = (
  i: Intervention,
  porteuse: Intervention,
  corrections: readonly CorrectionSuivie[],
  contexte: Contexte,
): Retenue => {
  const {
    seule: sienne,
    autre: pliee,
    quittee,
  } = plierSuivante(i, porteuse, partager(corrections, deSaVisite(i)), contexte);
  const seule = composer(i, sienne, contexte);
  const autre = composer(porteuse, pliee, contexte);
  if (!i.couverture) return autre.statut === 'EN_COURS' ? { ...seule, aideSurPlace: true } : seule;
  // Created by whoever saw that the aide had left: the server has not made a visit of its own of it yet.
  if (quittee && seule.statut === 'CREEE') return seule;
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
    ...(quittee ? { quittee: true as const } : {}),
  };
};

/** [AP-11, DU-2] The visit without those that it covers and that were annulled by themselves, and what was said of it alone. */
const sansAnnulees = (
  i: Intervention,
  corrections: readonly CorrectionSuivie[],
  contexte: Contexte,
): { i: Intervention; corrections: readonly CorrectionSuivie[] } => {
  const { arrivee, depart, visite, ecartes, creations, couvertes, ...reste } = i;
  if (!arrivee || !depart || !visite || !couvertes) return { i, corrections };
  const { siennes, partagees } = partager(corrections, new Set(couvertes.map((v) => v.id)));
  if (siennes.length === 0) return { i, corrections };
  const couverture = { id: i.id, arrivee, depart, ecartes, visite, creations };
  const restent = couvertes.filter((v) => {
    const dites = siennes.filter((s) => nommeVisite(s, new Set([v.id])));
    const couverte: Intervention = { ...reste, id: v.id, visite: v, ecartes: [], creations: [], couverture };
    return (
      dites.length === 0 || !plierSuivante(couverte, i, { siennes: dites, partagees }, contexte).seule.etat.supprimee
    );
  });
  if (restent.length === couvertes.length) return { i, corrections: partagees };
  const { couvertes: _, ...seule } = i;
  return { i: restent.length > 0 ? { ...i, couvertes: restent } : seule, corrections: partagees };
};

/**
 * The retained intervention = fold of the raw one and its corrections, in order of instant then id [CO-1 to CO-8].
 * One pure function for browser, server, closing and tests. Nothing is lost: each correction comes back with what became
 * of it. `corrections`: those that name it, or a visit that it covers (`indexerCorrections`).
 */
export const retenir = (i: Intervention, corrections: readonly CorrectionSuivie[], contexte: Contexte): Retenue => {
  const porteuse = porteuseDe(i);
  if (porteuse) return retenirSuivante(i, porteuse, corrections, contexte);
  const seule = sansAnnulees(i, corrections, contexte);
  return retenirSeule(seule.i, seule.corrections, contexte);
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
    const { etat, jugees } = plierSeule(i, sansAnnulees(i, corrections, contexte).corrections, contexte);
    return { debut: etat.debut, usagerId: etat.usagerId, corrections: jugees };
  }
  const { seule, autre } = plierSuivante(i, porteuse, partager(corrections, deSaVisite(i)), contexte);
  const { etat, jugees } = seule;
  if (!i.couverture) return { debut: etat.debut, usagerId: etat.usagerId, corrections: jugees };
  return { debut: undefined, usagerId: autre.etat.usagerId, corrections: jugees };
};
