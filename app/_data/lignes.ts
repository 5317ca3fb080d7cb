import { ANOMALIES, MOTIFS } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/correction';
import type { Note } from '#shared/contrats/equipe';
import type { Intervention } from '#shared/contrats/intervention';
import { lecteurParametres } from '#shared/contrats/parametre';
import type { Saisie } from '#shared/contrats/saisie';
import { natureEnMots } from '#shared/domain/absence/absences';
import { type Dispense, type Dispenses, lecteurDispenses } from '#shared/domain/alerte/dispenses';
import { faitsIntervention } from '#shared/domain/alerte/faits';
import { interventionCreee } from '#shared/domain/appariement/creations';
import { estInhabituelle } from '#shared/domain/duree/inhabituelle';
import type { Detenteur } from '#shared/domain/equipe/prises';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import type { Contexte, CorrectionSuivie, Retenue } from '#shared/domain/types';
import { dateParis, ecartMinutes, epochMs } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { nomComplet } from '../_ui/formats';
import { A_TRAITER, type StatutAffiche } from '../_ui/statuts';
import { nomAuteur } from './auteurs';
import { type Equipe, lecteurEquipe } from './equipe';
import type { EtatDepot, Refusee } from './etat-depot';
import { type MemoireRetenues, retenirUneFois } from './retenues';

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
  motif: string;
  anomalies: string[];
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

export const SANS_TELEGESTION = 'sans télégestion';

const MOTIF: Record<string, string> = MOTIFS;
export const libelleMotif = (code: string | undefined): string => (code ? (MOTIF[code] ?? code) : '');

export const contexteDe = (e: EtatDepot, maintenant: Instant): Contexte => ({
  maintenant,
  parametresAu: lecteurParametres(e.parametres),
});

const REFUS: WeakMap<object, Verdict> = new WeakMap();

/** A refusal answered to the push, as a verdict: the same object each time. */
const tamponRefus = (c: Correction, r: Refusee): Verdict => {
  const connu = REFUS.get(r);
  if (connu) return connu;
  const tampon: Verdict = {
    _id: `verdict:${c.date}:${c.id}`,
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
export const suivies = (e: EtatDepot): CorrectionSuivie[] =>
  [...e.saisies.values()].flatMap((correction) => {
    if (correction.type !== 'correction') return [];
    const verdict = e.verdicts.get(correction.id);
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

const dispensesDe = (e: EtatDepot): Dispenses =>
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
    if (dispense.quoi === 'ABSENCE') return 'ABSENCE';
    return r.statut === 'PREVUE' ? 'PREVUE' : 'FICHE_A_SAISIR';
  }
  if (r.statut !== 'PREVUE' || !visite) return r.statut;
  const retard = (epochMs(maintenant) - epochMs(visite.debut)) / 60_000;
  return retard > parametresAu(dateParis(visite.debut)).retardApres ? 'EN_RETARD' : 'PREVUE';
};

const motDuNom = (p: { nom: string; prenom: string } | undefined, id: string): string => (p ? nomComplet(p) : id);

/** The last of this visit's corrections was typed by a manager and refused: that must be seen (an import has its report). */
const refusDe = (r: Retenue): string | undefined => {
  const derniere = r.corrections.at(-1);
  return derniere?.etat === 'REFUSEE' && derniere.correction.source === 'POSTE'
    ? (derniere.refus?.message ?? 'Refusée par le serveur.')
    : undefined;
};

/** A punch where nobody should be, that no manager has looked at yet. */
const pointeeEnAbsence = (r: Retenue, dispense: Dispense | undefined): string[] => {
  const { arrivee, depart } = r.intervention;
  const vue = r.supprimee || r.corrections.some((c) => c.etat === 'APPLIQUEE');
  return dispense?.quoi === 'ABSENCE' && (arrivee || depart) && !vue
    ? [`Pointée pendant une absence de l’usager (${natureEnMots(dispense.absence)})`]
    : [];
};

/** Who has it; corrected since, it is done with. */
const priseDe = (e: EtatDepot, r: Retenue, aTraiter: boolean, { detenteur }: Equipe): Prise | undefined => {
  const d = detenteur(r.intervention);
  if (!d || (!aTraiter && r.corrections.some((c) => c.correction.instant >= d.depuis))) return undefined;
  return { ...d, nom: nomAuteur(e, d.qui) };
};

/** What was folded, by visit; a visit that leaves the memory takes it along. */
const MEMOIRE: MemoireRetenues = new WeakMap();

const ligne = (
  e: EtatDepot,
  i: Intervention,
  siennes: CorrectionSuivie[],
  contexte: Contexte,
  { dispenses, equipe }: { dispenses: Dispenses; equipe: Equipe },
): Ligne => {
  const r = retenirUneFois(MEMOIRE, i, siennes, { contexte, parametres: e.parametres });
  const dispense = dispenses(r.usagerId, i.date);
  const statut = statutDe(r, contexte, dispense);
  const enAbsence = pointeeEnAbsence(r, dispense);
  const usager = e.usagers.get(r.usagerId);
  const refus = refusDe(r);
  const duree = r.debut && r.fin ? ecartMinutes(r.debut, r.fin) : undefined;
  const aTraiter = A_TRAITER.has(statut) || refus !== undefined || enAbsence.length > 0;
  return {
    id: i._id,
    date: i.date,
    retenue: r,
    usager: motDuNom(usager, r.usagerId),
    adresse: usager ? `${usager.adresse}, ${usager.codePostal} ${usager.ville}` : '',
    intervenant: motDuNom(e.intervenants.get(r.intervenantId), r.intervenantId),
    prevu: i.visite && { debut: i.visite.debut, fin: i.visite.fin },
    statut,
    aTraiter,
    prise: priseDe(e, r, aTraiter, equipe),
    notes: equipe.notes(i, r.usagerId),
    dispense: dispense && (dispense.quoi === 'ABSENCE' ? natureEnMots(dispense.absence) : SANS_TELEGESTION),
    enAttente: r.corrections.some((c) => c.enAttente),
    refus,
    motif: libelleMotif(r.motif),
    anomalies: [...i.anomalies.map((a): string => ANOMALIES[a]), ...enAbsence],
    duree,
    dureeInhabituelle:
      // Corrected, somebody has looked at it already.
      statut === 'COMPLETE' &&
      duree !== undefined &&
      i.visite !== undefined &&
      estInhabituelle(
        duree,
        ecartMinutes(i.visite.debut, i.visite.fin),
        contexte.parametresAu(i.date).dureeInhabituelle,
      ),
    instant: i.visite?.debut ?? r.debut ?? r.fin ?? i.arrivee?.instant ?? i.depart?.instant ?? contexte.maintenant,
  };
};

/** The visit that a free CREATION makes, as the server will have it. */
export const visiteCreee = (c: Correction, { parametresAu }: Contexte): Intervention =>
  interventionCreee(c, { usagerId: c.usagerId ?? '', antenneAu: () => c.antenne, parametresAu });

/** Free creations that the server has not turned into an intervention yet; a refused one makes no visit (its author's panel says it). */
const libres = (corrections: readonly CorrectionSuivie[], connues: ReadonlySet<string>): Correction[] =>
  corrections.flatMap(({ correction: c, verdict }) =>
    c.nature === 'CREATION' && !c.cible && !connues.has(c.id) && verdict?.decision !== 'REFUSEE' ? [c] : [],
  );

const ordre = (a: Ligne, b: Ligne): number =>
  a.instant < b.instant ? -1 : a.instant > b.instant ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/**
 * The visits of civil dates from `de` to `a`, both included, sorted by planned (else real) hour. The fold is the server's
 * own function: both show the same, with or without a network.
 */
export const lignesDe = (e: EtatDepot, de: DateCivile, a: DateCivile, maintenant: Instant): Ligne[] => {
  const contexte = contexteDe(e, maintenant);
  const corrections = suivies(e);
  const trouver = indexerCorrections(corrections);
  const connues = new Set<string>();
  for (const liste of e.jours.values()) for (const i of liste) for (const id of i.creations) connues.add(id);
  const interventions = [...e.jours].flatMap(([date, liste]) => (date >= de && date <= a ? liste : []));
  for (const c of libres(corrections, connues)) {
    if (c.date >= de && c.date <= a) interventions.push(visiteCreee(c, contexte));
  }
  const autour = { dispenses: dispensesDe(e), equipe: lecteurEquipe(e, dateParis(maintenant)) };
  return interventions.map((i) => ligne(e, i, trouver(i), contexte, autour)).sort(ordre);
};
