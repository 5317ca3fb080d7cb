import { type Refusee, type Resultat, refuser } from '../../contrats/commun';
import { type Absence, NATURES_ABSENCE } from '../../contrats/dossiers/absence';
import type { champsSaisie } from '../../contrats/saisie-commune';
import { ajouterA } from '../../listes';
import { minuscule } from '../../mots/textes';
import type { DateCivile, Instant } from '../../temps/types';
import { comparer, parInstant } from '../appariement/ordre';

/**
 * An absence as it stands: the last statement of it, with the ids of those that it states again. `dites`: when its first and its last day
 * were first said to be of it, by that statement or by one that it states again.
 */
export type AbsenceEnVigueur = Absence & { versions: readonly string[]; dites: { du: Instant; au: Instant } };

/** On the day when an absence begins or ends, the usager is at home a part of it: a visit may well be made. */
export const estEntamee = ({ du, au }: Pick<Absence, 'du' | 'au'>, date: DateCivile): boolean =>
  date === du || date === au;

/**
 * [AL-5] On such a day, a visit whose planned end was past as the absence was first said: it may have been made, and nobody but who was
 * there, or who asks, can say so. What was still to come is excused, as on the other days.
 */
export const finieAvantQueDite = (
  { du, au, dites }: Pick<AbsenceEnVigueur, 'du' | 'au' | 'dites'>,
  { date, visite }: { date: DateCivile; visite?: { fin: Instant } | undefined },
): boolean =>
  visite !== undefined && ((date === du && visite.fin <= dites.du) || (date === au && visite.fin <= dites.au));

const couvre = (a: Absence, date: DateCivile): boolean => a.du <= date && (a.au === undefined || date <= a.au);

/** Of its usager: one that names another's states nothing again. */
const cleDe = ({ usagerId }: Absence, id: string): string => `${usagerId} ${id}`;

/** The first statement of each: by whatever one begins, each is followed once. */
const racines = (absences: readonly Absence[]): ((a: Absence) => string) => {
  const parCle = new Map(absences.map((a) => [cleDe(a, a.id), a]));
  const connues = new Map<Absence, string>();
  return (a) => {
    const suivies = new Set<Absence>();
    let courante = a;
    let racine = connues.get(courante);
    while (racine === undefined && !suivies.has(courante)) {
      suivies.add(courante);
      const avant = courante.remplace;
      const suivante = avant === undefined ? undefined : parCle.get(cleDe(courante, avant));
      if (suivante) courante = suivante;
      else racine = cleDe(courante, avant ?? courante.id);
      racine ??= connues.get(courante);
    }
    const suite = [...suivies];
    // Round in a ring: each in it is its own, and what leads to it is of the first that it comes to.
    const anneau = suite.indexOf(courante);
    for (const [n, s] of suite.entries()) connues.set(s, racine ?? cleDe(s, n < anneau ? courante.id : s.id));
    return connues.get(a) ?? cleDe(a, a.id);
  };
};

/** The statements of each absence, the first one first. */
const chainesDe = (absences: readonly Absence[]): Absence[][] => {
  const racine = racines(absences);
  const chaines = new Map<string, Absence[]>();
  for (const a of absences) ajouterA(chaines, racine(a), a);
  return [...chaines.values()].map((chaine) => chaine.sort(parInstant));
};

/**
 * The absences that stand, by start: each chain of restatements is worth its last one, and a cancelled one is worth nothing.
 * Two statements of the same one (two PCs offline): the later holds, as for corrections.
 */
export const absencesEnVigueur = (absences: readonly Absence[]): AbsenceEnVigueur[] =>
  chainesDe(absences)
    .flatMap((tri): AbsenceEnVigueur[] => {
      const derniere = tri.at(-1);
      if (!derniere || derniere.annulee) return [];
      const { du, au, instant } = derniere;
      const diteLe = (jour: DateCivile | undefined): Instant =>
        (jour === undefined ? undefined : tri.find((a) => !a.annulee && couvre(a, jour))?.instant) ?? instant;
      return [{ ...derniere, versions: tri.slice(0, -1).map((a) => a.id), dites: { du: diteLe(du), au: diteLe(au) } }];
    })
    .sort((a, b) => comparer(a.du, b.du) || comparer(a.id, b.id));

/** Something of `siennes` that a colleague, who had not seen it, has said otherwise later: that holds, or nothing where it is annulled. */
export type AbsenceCedee = { sienne: Absence; tient: Absence };

const ditPareil = (a: Absence, b: Absence): boolean =>
  (a.annulee === true && b.annulee === true) ||
  (a.annulee === b.annulee &&
    a.nature === b.nature &&
    a.du === b.du &&
    a.au === b.au &&
    a.commentaire === b.commentaire);

/** Those of `siennes` that gave way, among all that was said. */
export const absencesCedees = (siennes: readonly Pick<Absence, 'id'>[], toutes: readonly Absence[]): AbsenceCedee[] => {
  if (siennes.length === 0) return [];
  const ids = new Set(siennes.map((s) => s.id));
  return chainesDe(toutes).flatMap((tri) => {
    const [sienne, tient] = [tri.findLast((a) => ids.has(a.id)), tri.at(-1)];
    if (!sienne || !tient || tient.auteur === sienne.auteur || ditPareil(sienne, tient)) return [];
    // Who states it on top of hers has read hers.
    const dites = new Map(tri.map((a) => [a.id, a]));
    const vues = new Set<string>();
    for (let a: Absence | undefined = tient; a?.remplace !== undefined && !vues.has(a.id); a = dites.get(a.remplace)) {
      vues.add(a.id);
      if (a.remplace === sienne.id) return [];
    }
    return [{ sienne, tient }];
  });
};

/** The absence of a usager on a civil date; where two overlap, the one that began last. */
export const absenceAu = (
  absences: readonly AbsenceEnVigueur[],
  usagerId: string,
  date: DateCivile,
): AbsenceEnVigueur | undefined => absences.filter((a) => a.usagerId === usagerId && couvre(a, date)).at(-1);

/** « hospitalisation », « entrée en EHPAD »: the nature of an absence inside a sentence. */
export const natureEnMots = (a: Pick<Absence, 'nature'>): string => minuscule(NATURES_ABSENCE[a.nature].libelle);

/** « après le décès »: what is said of a visit once its usager has left for good; undefined of an absence that may end. */
export const apresDepart = ({ nature }: Pick<Absence, 'nature'>): string | undefined => {
  const n = NATURES_ABSENCE[nature];
  return n.definitive ? n.apres : undefined;
};

/** « le jour du décès », « après le décès »: the same of a visit of that date; on the day itself, no hour says which came first. */
export const quandDepart = ({ nature, du }: Pick<Absence, 'nature' | 'du'>, date: DateCivile): string | undefined => {
  const n = NATURES_ABSENCE[nature];
  return n.definitive && date === du ? n.jour : apresDepart({ nature });
};

/** What is typed of an absence, before it is signed. */
export type AbsenceTapee = Omit<Absence, keyof typeof champsSaisie | 'type' | 'annulee'>;

/** The same absence, stated again, though someone else may have done so meanwhile. */
const estRemplacee = (x: AbsenceEnVigueur, remplace: string | undefined): boolean =>
  remplace !== undefined && (x.id === remplace || x.versions.includes(remplace));

/** Refusals that the form says in the field, and the server at the push; `enVigueur`: what stands beside it. */
export const jugerAbsence = (a: AbsenceTapee, enVigueur: readonly AbsenceEnVigueur[]): Resultat<AbsenceTapee> => {
  const { libelle, definitive } = NATURES_ABSENCE[a.nature];
  if (definitive && a.au !== undefined) {
    return refuser('FIN_INUTILE', `« ${libelle} » est un départ définitif : laissez la date de fin vide.`);
  }
  if (a.au !== undefined && a.au < a.du) {
    return refuser('FIN_AVANT_DEBUT', 'La fin doit être le jour du début, ou après.');
  }
  if (a.nature === 'AUTRE' && !a.commentaire?.trim()) {
    return refuser('COMMENTAIRE', 'Pour « Autre absence », dites en quelques mots pourquoi.');
  }
  const autre = enVigueur.find(
    (x) =>
      x.usagerId === a.usagerId &&
      !estRemplacee(x, a.remplace) &&
      x.du <= (a.au ?? '9999-12-31') &&
      a.du <= (x.au ?? '9999-12-31'),
  );
  return autre ? chevauche(autre) : { ok: true, valeur: a };
};

const chevauche = (x: AbsenceEnVigueur): Refusee =>
  refuser(
    'CHEVAUCHE',
    `Une absence est déjà notée sur ces jours (${natureEnMots(x)}) : modifiez-la, ou choisissez d’autres dates.`,
  );
