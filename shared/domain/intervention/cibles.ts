import type { Cible, Correction, Verdict } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { idVerdict } from '../../contrats/ids';
import { dateParis, ecartJours } from '../../temps/paris';
import { parInstant } from '../appariement/ordre';
import { MARGE_CORRECTION_J } from '../correction/marge';
import { DEFINITIONS } from '../correction/natures/table';
import { estPrise } from '../correction/prise';
import type { CorrectionSuivie } from '../types';
import { porteuseDe } from './couverture';

/** Which document a correction is, in whatever database it lies: where it was typed, and its id there. */
export const documentDe = (c: Pick<Correction, 'antenne' | '_id'>): string => `${c.antenne} ${c._id}`;

/** What a correction names; a free CREATION names itself [CO-7]. */
export const cibleDe = (c: Correction): Cible => c.cible ?? { genre: 'CREATION', id: c.id };

/** All that a correction may name to reach this intervention [CO-7]. */
export const ciblesDe = (i: Intervention): Cible[] => [
  ...[i.arrivee, i.depart, ...i.ecartes].flatMap((p): Cible[] => (p ? [{ genre: 'POINTAGE', id: p.id }] : [])),
  ...(i.visite ? [{ genre: 'VISITE' as const, id: i.visite.id }] : []),
  ...i.creations.map((id): Cible => ({ genre: 'CREATION', id })),
];

/**
 * [AP-11] What is said of a covered visit is also what is said of the intervention that covers it, or may come to; and that one knows
 * whether those that it covers were annulled by themselves.
 */
export const ciblesLues = (i: Intervention): Cible[] => {
  const porteuse = porteuseDe(i);
  const couvertes = (i.couvertes ?? []).map(({ id }): Cible => ({ genre: 'VISITE', id }));
  return [...ciblesDe(i), ...(porteuse ? ciblesDe(porteuse) : []), ...couvertes];
};

/** The name that a new correction of this intervention gives it: its first punch, else its plan, else its creation. */
export const cibleStable = (i: Intervention): Cible => {
  const [premiere] = ciblesDe(i);
  if (!premiere) throw new Error(`intervention sans cible : ${i._id}`);
  return premiere;
};

/**
 * Each correction beside the server's stamp, where it has one: that of its own document, for an id is its author's choice. Both of one
 * antenna: two may hold the same.
 */
export const suivreCorrections = (
  corrections: readonly Correction[],
  verdicts: readonly Verdict[],
): CorrectionSuivie[] => {
  const parId = new Map(verdicts.map((v) => [v._id, v]));
  return corrections.map((correction) => ({
    correction,
    verdict: parId.get(idVerdict(correction.date, correction.id)),
  }));
};

/**
 * Each document once: what two databases hold of one, or two targets find. One that was refused does not stand beside one that was
 * taken under the same id: an id is its author's choice, and may be a colleague's.
 */
const sansDoublons = (suivies: readonly CorrectionSuivie[]): CorrectionSuivie[] => {
  const documents = new Map<string, CorrectionSuivie>();
  for (const s of suivies) {
    const cle = documentDe(s.correction);
    const connue = documents.get(cle);
    if (!connue || !estPrise(connue.verdict)) documents.set(cle, s);
  }
  const uniques = [...documents.values()];
  const prises = new Set(uniques.filter((s) => estPrise(s.verdict)).map((s) => s.correction.id));
  return uniques.filter((s) => s.verdict?.decision !== 'REFUSEE' || !prises.has(s.correction.id));
};

/** Whether what was said of a planned visit was said of the day on which it is, or of that of its punches [CO-8]. */
const estDuJour = (c: Correction, i: Intervention): boolean =>
  c.date === i.date || (i.visite !== undefined && c.date === dateParis(i.visite.debut));

/**
 * [CO-7] What was said of a planned visit is of its day: once PLANNING puts that visit on another one, an annulment, another aide or
 * minutes say nothing of it. Hours that somebody typed stand for the visit within the margin, with what was said of them, or would be in no
 * file; unless that visit was annulled. Who reads a day reads so many days around it; who reads a month holds to the same, or the two
 * would tell two things.
 */
const tenues = (suivies: CorrectionSuivie[], i: Intervention): CorrectionSuivie[] => {
  if (suivies.every((s) => estDuJour(s.correction, i))) return suivies;
  const ailleurs = suivies
    .filter(({ correction: c }) => !estDuJour(c, i) && Math.abs(ecartJours(c.date, i.date)) <= MARGE_CORRECTION_J)
    .sort((a, b) => parInstant(a.correction, b.correction));
  const premiere = ailleurs.findIndex(
    (s) => DEFINITIONS[s.correction.nature].heures && s.verdict?.decision !== 'REFUSEE',
  );
  // What was said before the hours, of the aide or of the minutes, is of them too; an annulment that they came after is not.
  const suite = ailleurs.filter(
    (s, n) => premiere !== -1 && (n >= premiere || DEFINITIONS[s.correction.nature].annule === undefined),
  );
  const prises = ailleurs
    .slice(premiere === -1 ? ailleurs.length : premiere)
    .filter((s) => estPrise(s.verdict))
    .map((s) => s.correction);
  const retirees = new Set(prises.flatMap((c) => c.retire ?? []));
  const derniere = prises.findLast((c) => !retirees.has(c.id) && DEFINITIONS[c.nature].annule !== undefined);
  const annulee = derniere !== undefined && DEFINITIONS[derniere.nature].annule === true;
  return [...suivies.filter((s) => estDuJour(s.correction, i)), ...(annulee ? [] : suite)];
};

/** A reader of the corrections of each intervention, of the one that covers it and of those that it covers, from all those of the period. */
export const indexerCorrections = (
  corrections: Iterable<CorrectionSuivie>,
): ((i: Intervention) => CorrectionSuivie[]) => {
  // By kind, then by id: no key is written for each target of each visit.
  const parCible: Record<Cible['genre'], Map<string, CorrectionSuivie[]>> = {
    POINTAGE: new Map(),
    VISITE: new Map(),
    CREATION: new Map(),
  };
  const vises = new Set<string>();
  for (const suivie of corrections) {
    const { genre, id } = cibleDe(suivie.correction);
    vises.add(id);
    const liste = parCible[genre].get(id);
    if (liste) liste.push(suivie);
    else parCible[genre].set(id, [suivie]);
  }
  const estVise = (o: { id: string } | undefined): boolean => o !== undefined && vises.has(o.id);
  return (i) => {
    // Nine visits in ten have none.
    const seule = !i.couverture && !i.precedente && !i.couvertes;
    const aucune = seule && !estVise(i.arrivee) && !estVise(i.depart) && !estVise(i.visite);
    if (aucune && !i.ecartes.some(estVise) && !i.creations.some((id) => vises.has(id))) return [];
    const listes = ciblesLues(i).flatMap(({ genre, id }) => {
      const liste = parCible[genre].get(id) ?? [];
      return genre === 'VISITE' ? tenues(liste, i) : liste;
    });
    return listes.length > 1 ? sansDoublons(listes) : listes;
  };
};
