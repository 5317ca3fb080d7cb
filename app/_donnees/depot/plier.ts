import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { lecteurVues, type Vues } from '#shared/domain/alerte/acquittements';
import type { Dispenses } from '#shared/domain/alerte/dispenses';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import type { Contexte, CorrectionSuivie } from '#shared/domain/types';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { type Equipe, lecteurEquipe } from './equipe';
import type { EtatDepot } from './etat-depot';
import {
  composer,
  contexteDe,
  dispensesDe,
  type Ligne,
  type Matiere,
  matiereDe,
  saisiesDuType,
  suivies,
  visiteCreee,
} from './lignes';
import { type MemoireRetenues, retenirUneFois } from './retenues';

// The screens ask for the same visits again at each change of the memory, the menu for the whole month: what has not changed is
// neither read, nor folded, nor composed again. Everything in memory is replaced and never changed, so that « the same object »
// means « the same content ».

/** What is kept here of the last answers, to be let go of. */
const OUBLIS: (() => void)[] = [];
/** Signed out, nothing readable stays in this tab. */
export const oublierLignes = (): void => {
  for (const oublier of OUBLIS) oublier();
};

/** The last value, as long as what it was made from is the same. */
const tantQue = <C extends readonly unknown[], T>(calculer: (...causes: C) => T): ((...causes: C) => T) => {
  let dernier: { causes: C; valeur: T } | undefined;
  OUBLIS.push(() => {
    dernier = undefined;
  });
  return (...causes) => {
    if (!dernier || causes.some((c, n) => c !== dernier?.causes[n])) dernier = { causes, valeur: calculer(...causes) };
    return dernier.valeur;
  };
};

type Lecture = {
  corrections: readonly CorrectionSuivie[];
  trouver: (i: Intervention) => CorrectionSuivie[];
  dispenses: Dispenses;
  vues: Vues;
};

/** What was typed, read once for all the visits. */
const lireSaisies = tantQue(
  (saisies: EtatDepot['saisies'], verdicts: EtatDepot['verdicts'], refus: EtatDepot['refus']): Lecture => {
    const corrections = suivies({ saisies, verdicts, refus });
    return {
      corrections,
      trouver: indexerCorrections(corrections),
      dispenses: dispensesDe({ saisies, refus }),
      vues: lecteurVues(saisiesDuType({ saisies, refus }, 'acquittement')),
    };
  },
);
const lireEquipe = tantQue(
  (saisies: EtatDepot['saisies'], refus: EtatDepot['refus'], jour: DateCivile): Equipe =>
    lecteurEquipe({ saisies, refus }, jour),
);

/** Creations that the server has made a visit of. */
const creationsConnues = tantQue((jours: EtatDepot['jours']): ReadonlySet<string> => {
  const connues = new Set<string>();
  for (const liste of jours.values()) for (const i of liste) for (const id of i.creations) connues.add(id);
  return connues;
});

/** Free creations that the server has not turned into an intervention yet; a refused one makes no visit (its author's panel says it). */
const libres = (corrections: readonly CorrectionSuivie[], connues: ReadonlySet<string>): Correction[] =>
  corrections.flatMap(({ correction: c, verdict }) =>
    c.nature === 'CREATION' && !c.cible && !connues.has(c.id) && verdict?.decision !== 'REFUSEE' ? [c] : [],
  );

/** What was folded, and what was composed, by visit; a visit that leaves the memory takes them along. */
const RETENUES: MemoireRetenues = new WeakMap();
const COMPOSEES = new WeakMap<
  Intervention,
  { causes: readonly unknown[]; matiere: Matiere; quand: Instant; ligne: Ligne }
>();

const memes = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((x, n) => x === b[n]);

const memesChamps = (a: object | undefined, b: object | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));

const memeMatiere = (a: Matiere, b: Matiere): boolean =>
  a.retenue === b.retenue &&
  a.parametres === b.parametres &&
  a.financeurs === b.financeurs &&
  a.usager === b.usager &&
  a.intervenant === b.intervenant &&
  a.tenuePar === b.tenuePar &&
  a.vueEnAbsence === b.vueEnAbsence &&
  memes(a.notes, b.notes) &&
  memesChamps(a.dispense, b.dispense) &&
  memesChamps(a.detenteur, b.detenteur);

/** The clock alone moves what is planned or under way, and sorts what has no hour. */
const bouge = ({ retenue: r, instant }: Ligne, quand: Instant): boolean =>
  r.statut === 'PREVUE' || r.statut === 'EN_COURS' || instant === quand;

/** What all lines are read from, the clock apart. */
type Autour = { contexte: Contexte; lecture: Lecture; equipe: Equipe; causes: readonly unknown[] };

const ligne = (e: EtatDepot, i: Intervention, { contexte, lecture, equipe, causes }: Autour): Ligne => {
  const quand = contexte.maintenant;
  const connue = COMPOSEES.get(i);
  const fixe = connue && (connue.quand === quand || (connue.quand < quand && !bouge(connue.ligne, connue.quand)));
  if (fixe && memes(connue.causes, causes)) return connue.ligne;
  const retenue = retenirUneFois(RETENUES, i, lecture.trouver(i), { contexte, parametres: e.parametres });
  const matiere = matiereDe(e, retenue, { ...lecture, equipe });
  const semblable = connue && memeMatiere(connue.matiere, matiere) ? connue.ligne : undefined;
  const faite = fixe && semblable ? semblable : composer(matiere, contexte);
  // Of the same matter, the clock can but change these two.
  const memeAffichage = semblable?.statut === faite.statut && semblable.instant === faite.instant;
  const montree = memeAffichage ? semblable : faite;
  COMPOSEES.set(i, { causes, matiere, quand, ligne: montree });
  return montree;
};

const ordre = (a: Ligne, b: Ligne): number =>
  a.instant < b.instant ? -1 : a.instant > b.instant ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

type Jour = { autour: Autour; lignes: readonly Ligne[] };
const JOURS = new WeakMap<readonly Intervention[], Jour>();

/** The lines of a day, sorted; the same list where nothing that they are read from has changed. */
const lignesDuJour = (e: EtatDepot, liste: readonly Intervention[], autour: Autour): readonly Ligne[] => {
  const connu = JOURS.get(liste);
  if (connu?.autour.contexte.maintenant === autour.contexte.maintenant && memes(connu.autour.causes, autour.causes)) {
    return connu.lignes;
  }
  const lignes = liste.map((i) => ligne(e, i, autour)).sort(ordre);
  JOURS.set(liste, { autour, lignes });
  return lignes;
};

/** The last answers, one by question: the same list again where each line is, and nothing that shows it is drawn anew. */
const REPONSES = new Map<string, Ligne[]>();
const REPONSES_MAX = 8;
OUBLIS.push(() => REPONSES.clear());

const stable = (question: string, lignes: Ligne[]): Ligne[] => {
  const avant = REPONSES.get(question);
  const reponse = avant && memes(avant, lignes) ? avant : lignes;
  REPONSES.delete(question);
  REPONSES.set(question, reponse);
  const [plusAncienne] = REPONSES.keys();
  if (REPONSES.size > REPONSES_MAX && plusAncienne !== undefined) REPONSES.delete(plusAncienne);
  return reponse;
};

const autourDe = (e: EtatDepot, maintenant: Instant): Autour => {
  const contexte = contexteDe(e, maintenant);
  const lecture = lireSaisies(e.saisies, e.verdicts, e.refus);
  const equipe = lireEquipe(e.saisies, e.refus, dateParis(maintenant));
  const causes = [lecture, equipe, e.usagers, e.intervenants, e.auteurs, e.parametres, e.financeurs];
  return { contexte, lecture, equipe, causes };
};

/** The lines of these visits alone, in their order: nobody else's is read. */
export const lignesDesVisites = (e: EtatDepot, visites: readonly Intervention[], maintenant: Instant): Ligne[] => {
  const autour = autourDe(e, maintenant);
  return visites.map((i) => ligne(e, i, autour));
};

/**
 * The visits of civil dates from `de` to `a`, both included, sorted by planned (else real) hour. The fold is the server's
 * own function: both show the same, with or without a network.
 */
export const lignesDe = (e: EtatDepot, de: DateCivile, a: DateCivile, maintenant: Instant): Ligne[] => {
  const autour = autourDe(e, maintenant);
  const { contexte, lecture } = autour;
  const dates = [...e.jours.keys()].filter((d) => d >= de && d <= a).sort();
  const lignes = dates.flatMap((d) => lignesDuJour(e, e.jours.get(d) ?? [], autour));
  for (const c of libres(lecture.corrections, creationsConnues(e.jours))) {
    if (c.date >= de && c.date <= a) lignes.push(ligne(e, visiteCreee(c, contexte), autour));
  }
  return stable(`${de} ${a}`, lignes.sort(ordre));
};
