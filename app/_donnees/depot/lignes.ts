import { ANOMALIES } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Note } from '#shared/contrats/corrections/equipe';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import type { Acquittement } from '#shared/contrats/exploitation/alerte';
import { lecteurParametres, type Parametre } from '#shared/contrats/exploitation/parametre';
import { idAlerte, idVerdict } from '#shared/contrats/ids';
import type { Saisie } from '#shared/contrats/saisie';
import { natureEnMots, quandDepart } from '#shared/domain/absence/absences';
import type { Vues } from '#shared/domain/alerte/acquittements';
import {
  type Dispense,
  type Dispenses,
  dispenseEnMots,
  lecteurDispenses,
  statutDispense,
} from '#shared/domain/alerte/dispenses';
import { faitsIntervention } from '#shared/domain/alerte/faits';
import { pointeeEnAbsence } from '#shared/domain/alerte/pointee-en-absence';
import { interventionCreee } from '#shared/domain/appariement/creations';
import { tetes } from '#shared/domain/correction/conflit';
import { estInhabituelle } from '#shared/domain/duree/inhabituelle';
import { estMotAide } from '#shared/domain/equipe/mot-aide';
import type { Detenteur } from '#shared/domain/equipe/prises';
import { type Exception, exceptionsDe } from '#shared/domain/exception/exceptions';
import { dureePrevue } from '#shared/domain/intervention/couverture';
import { estFaite } from '#shared/domain/intervention/faite';
import type { Contexte, CorrectionSuivie, Retenue } from '#shared/domain/types';
import { facturerFaite } from '#shared/domain/ventilation/facturer';
import type { TableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { motifEnMots } from '#shared/libelles/motif';
import { nomComplet } from '#shared/mots/textes';
import { dateParis, ecartMinutes, epochMs } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { nomAuteur } from './auteurs';
import type { Equipe } from './equipe';
import type { EtatDepot, Refusee } from './etat-depot';
import { A_TRAITER, type StatutAffiche } from './statut-affiche';
import { tableDuPoste } from './table-financeurs';

/** One visit as the screens show it. */
export type Ligne = {
  id: string;
  date: DateCivile;
  retenue: Retenue;
  usager: string;
  adresse: string;
  intervenant: string;
  prevu?: { debut: Instant; fin: Instant } | undefined;
  statut: StatutAffiche;
  aTraiter: boolean;
  /** Something typed here has neither verdict nor refusal. */
  enAttente: boolean;
  /** A refusal of something typed here, not yet answered by an accepted correction. */
  refus?: string | undefined;
  /** « hospitalisation » where its usager is away on that day; « sans télégestion » where it comes on a slip [PT-7]. */
  dispense?: string | undefined;
  /** « après le décès », « le jour du décès »: of a visit on a day when its usager has left for good. */
  quandDepart?: string | undefined;
  /** [AL-5] Punched during an absence, uncorrected: the alert whose acknowledgement says that the visit took place. */
  enAbsence?: { absenceId: string; alerteId: string; vue: Acquittement | undefined } | undefined;
  motif: string;
  anomalies: string[];
  /** [AL-6] What is out of the ordinary of its hours; said with the anomalies. */
  exceptions: readonly Exception[];
  /** Minutes from retained arrival to retained departure. */
  duree?: number | undefined;
  /** Complete, and much longer than planned: no anomaly of the file, a mark for the eye. */
  dureeInhabituelle: boolean;
  /** Who has taken it, until it is corrected or given back. */
  prise?: Prise | undefined;
  /** What colleagues say of it and of its usager. */
  notes: readonly Note[];
  /** What sorts it in its day. */
  instant: Instant;
};

type Prise = Detenteur & { nom: string };

const LECTEURS = new WeakMap<readonly Parametre[], Contexte['parametresAu']>();

export const contexteDe = (e: Pick<EtatDepot, 'parametres'>, maintenant: Instant): Contexte => {
  const parametresAu = LECTEURS.get(e.parametres) ?? lecteurParametres(e.parametres);
  LECTEURS.set(e.parametres, parametresAu);
  return { maintenant, parametresAu };
};

const REFUS: WeakMap<object, Verdict> = new WeakMap();

/** A refusal answered to the push, as a verdict: the same object each time. */
const tamponRefus = (c: Correction, r: Refusee): Verdict => {
  const connu = REFUS.get(r);
  if (connu) return connu;
  const tampon: Verdict = {
    _id: idVerdict(c.date, c.id),
    type: 'verdict',
    correctionId: c.id,
    date: c.date,
    decision: 'REFUSEE',
    recuLe: c.instant,
    refus: { code: r.code, message: r.message },
  };
  REFUS.set(r, tampon);
  return tampon;
};

/** All corrections of the window with their stamps; a refusal answered to the push counts as a verdict. */
export const suivies = (e: Pick<EtatDepot, 'saisies' | 'verdicts' | 'refus'>): CorrectionSuivie[] =>
  [...e.saisies.values()].flatMap((correction) => {
    if (correction.type !== 'correction') return [];
    const verdict = e.verdicts.get(idVerdict(correction.date, correction.id));
    const refus = e.refus.get(correction._id);
    if (verdict || !refus) return [{ correction, verdict }];
    return [{ correction, verdict: tamponRefus(correction, refus) }];
  });

/** What managers said of a type, the refused left out: what waits to be sent already holds here [CO-6]. */
export const saisiesDuType = <T extends Saisie['type']>(
  e: Pick<EtatDepot, 'saisies' | 'refus'>,
  type: T,
): Extract<Saisie, { type: T }>[] =>
  [...e.saisies.values()].filter((s): s is Extract<Saisie, { type: T }> => s.type === type && !e.refus.has(s._id));

export const dispensesDe = (e: Pick<EtatDepot, 'saisies' | 'refus'>): Dispenses =>
  lecteurDispenses(saisiesDuType(e, 'absence'), saisiesDuType(e, 'sanstele'));

/** [AL-5] What the clock adds to a status: an arrival, or a departure, that should have come; no punch is expected of a `dispense`. */
const statutDe = (r: Retenue, contexte: Contexte, dispense: Dispense | undefined): StatutAffiche => {
  const { maintenant, parametresAu } = contexte;
  if (r.conflit) return 'CONFLIT';
  if (r.statut === 'EN_COURS' && faitsIntervention(r, contexte).some((f) => f.genre === 'DEPART_EN_RETARD')) {
    return 'DEPART_ATTENDU';
  }
  const visite = r.intervention.visite;
  if (dispense && (r.statut === 'PREVUE' || r.statut === 'NON_POINTEE')) {
    return statutDispense(r.statut, dispense, r.intervention) ?? r.statut;
  }
  if (r.statut !== 'PREVUE' || !visite || r.aideSurPlace) return r.statut;
  const retard = (epochMs(maintenant) - epochMs(visite.debut)) / 60_000;
  return retard > parametresAu(dateParis(visite.debut)).retardApres ? 'EN_RETARD' : 'PREVUE';
};

const motDuNom = (p: { nom: string; prenom: string } | undefined, id: string): string => (p ? nomComplet(p) : id);

/**
 * What a manager typed of this visit and was refused, and nobody has answered by a correction that stands: that must be seen (an import
 * has its report). Her own answers whatever its instant, for that of the refused one may be why it was refused; a colleague's, where it
 * came after: one made meanwhile, which she had not seen, answers nothing.
 */
const refusDe = ({ corrections }: Retenue): string | undefined => {
  const refusees = corrections.filter((j) => j.etat === 'REFUSEE' && j.correction.source === 'POSTE');
  if (refusees.length === 0) return undefined;
  const { ascendants } = tetes(corrections.map((j) => j.correction));
  const sansReponse = refusees.findLast(({ correction: { id, auteur, instant } }) => {
    const dessous = ascendants(id);
    return !corrections.some(
      ({ etat, correction: c }) =>
        etat !== 'REFUSEE' && !dessous.has(c.id) && (c.auteur === auteur || c.instant > instant),
    );
  });
  return sansReponse && (sansReponse.refus?.message ?? 'Refusée par le serveur.');
};

/** [AL-5] The alert of a visit of any month: what is said of it holds after the alert itself has gone with its month. */
const alerteEnAbsence = (i: Intervention): string => idAlerte(i.date, 'POINTEE_EN_ABSENCE', i.id);

/** Who has it; corrected since, it is done with. */
const priseDe = ({ retenue: r, detenteur: d, tenuePar }: Matiere, aTraiter: boolean): Prise | undefined =>
  !d || (!aTraiter && r.corrections.some((c) => c.etat !== 'REFUSEE' && c.correction.instant >= d.depuis))
    ? undefined
    : { ...d, nom: tenuePar };

/** All that a line is made of, beside the clock. */
export type Matiere = {
  retenue: Retenue;
  parametres: EtatDepot['parametres'];
  /** [DU-2] Absent: not read whole yet; minutes are then not rounded. */
  financeurs: TableFinanceurs | undefined;
  usager: Usager | undefined;
  intervenant: Intervenant | undefined;
  dispense: Dispense | undefined;
  detenteur: Detenteur | undefined;
  /** The name of who has it. */
  tenuePar: string;
  notes: readonly Note[];
  /** Who has seen that it was punched during an absence. */
  vueEnAbsence: Acquittement | undefined;
};

export const matiereDe = (
  e: EtatDepot,
  retenue: Retenue,
  { dispenses, equipe, vues }: { dispenses: Dispenses; equipe: Equipe; vues: Vues },
): Matiere => {
  const { intervention, usagerId, intervenantId } = retenue;
  const detenteur = equipe.detenteur(intervention);
  return {
    retenue,
    parametres: e.parametres,
    financeurs: tableDuPoste(e.financeurs),
    usager: e.usagers.get(usagerId),
    intervenant: e.intervenants.get(intervenantId),
    dispense: dispenses(usagerId, intervention.date),
    detenteur,
    tenuePar: detenteur ? nomAuteur(e, detenteur.qui) : '',
    notes: equipe.notes(intervention, usagerId),
    vueEnAbsence: vues({ _id: alerteEnAbsence(intervention) }),
  };
};

export const composer = (m: Matiere, contexte: Contexte): Ligne => {
  const { retenue: r, dispense, usager } = m;
  const i = r.intervention;
  const statut = statutDe(r, contexte, dispense);
  const absence = pointeeEnAbsence(r, dispense);
  const enAbsence = absence && { absenceId: absence.id, alerteId: alerteEnAbsence(i), vue: m.vueEnAbsence };
  const refus = refusDe(r);
  const duree = r.debut && r.fin ? ecartMinutes(r.debut, r.fin) : undefined;
  const prevue = dureePrevue(i);
  const retenues =
    m.financeurs && estFaite(r) ? facturerFaite(r, usager?.prisesEnCharge ?? [], m.financeurs).duree : duree;
  const exceptions = exceptionsDe(r, retenues, contexte.parametresAu);
  const aTraiter =
    A_TRAITER.has(statut) ||
    refus !== undefined ||
    (enAbsence !== undefined && !enAbsence.vue) ||
    // [PR-1] Its aide waits for an answer.
    m.notes.some(estMotAide);
  return {
    id: i._id,
    date: i.date,
    retenue: r,
    usager: motDuNom(usager, r.usagerId),
    adresse: usager ? `${usager.adresse}, ${usager.codePostal} ${usager.ville}` : '',
    intervenant: motDuNom(m.intervenant, r.intervenantId),
    prevu: i.visite && { debut: i.visite.debut, fin: i.visite.fin },
    statut,
    aTraiter,
    prise: priseDe(m, aTraiter),
    notes: m.notes,
    dispense: dispense && dispenseEnMots(dispense),
    quandDepart: dispense?.quoi === 'ABSENCE' ? quandDepart(dispense.absence, i.date) : undefined,
    enAttente: r.corrections.some((c) => c.enAttente),
    refus,
    motif: motifEnMots(r.motif ?? ''),
    enAbsence,
    anomalies: [
      ...[...i.anomalies, ...exceptions].map((a): string => ANOMALIES[a]),
      ...(absence && !m.vueEnAbsence
        ? [`Pointée ${quandDepart(absence, i.date) ?? `pendant une absence de l’usager (${natureEnMots(absence)})`}`]
        : []),
    ],
    exceptions,
    duree,
    dureeInhabituelle:
      // Corrected, somebody has looked at it already.
      statut === 'COMPLETE' &&
      duree !== undefined &&
      prevue !== undefined &&
      estInhabituelle(duree, prevue, contexte.parametresAu(i.date).dureeInhabituelle),
    instant: i.visite?.debut ?? r.debut ?? r.fin ?? i.arrivee?.instant ?? i.depart?.instant ?? contexte.maintenant,
  };
};

/** The visit that a free CREATION makes, as the server will have it. */
export const visiteCreee = (c: Correction, { parametresAu }: Contexte): Intervention =>
  interventionCreee(c, { usagerId: c.usagerId ?? '', antenneAu: () => c.antenne, parametresAu });
