import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { comparer } from '../appariement/ordre';
import { acteLe } from '../correction/acte-le';
import { type Ascendants, tetes } from '../correction/conflit';
import { DEFINITIONS } from '../correction/natures/table';
import { applique, plier } from '../correction/plier';
import { connuLe } from '../pointage/connu';
import type { Contenu, Contexte, CorrectionJugee, CorrectionSuivie, Retenue, VersionConflit } from '../types';

/** What corrections say of a visit, and nothing else of what carries it. */
export const contenuDe = (c: Contenu): Contenu => ({
  usagerId: c.usagerId,
  intervenantId: c.intervenantId,
  codePrestation: c.codePrestation,
  debut: c.debut,
  fin: c.fin,
  minutesComplementaires: c.minutesComplementaires,
  supprimee: c.supprimee,
});

const CHAMPS = [
  'usagerId',
  'intervenantId',
  'codePrestation',
  'debut',
  'fin',
  'minutesComplementaires',
  'supprimee',
] as const;

/** Whether two versions say the same of a visit. */
export const memeContenu = (a: Contenu, b: Contenu): boolean => CHAMPS.every((c) => a[c] === b[c]);

const instantsConnus = (i: Intervention): string[] =>
  [i.arrivee, i.depart].flatMap((p) => (p ? connuLe(p) : [])).sort(comparer);

/**
 * [CO-8] The last correction that punches contest of which nobody knew as it was made, and that no manager has settled since they became
 * known.
 */
const depassee = (
  i: Intervention,
  jugees: readonly CorrectionJugee[],
  suivies: readonly CorrectionSuivie[],
  retenu: Contenu,
): Correction | undefined => {
  if (!i.arrivee && !i.depart) return undefined;
  const faiteLe = new Map(suivies.map((s) => [s.correction.id, acteLe(s)]));
  const { ascendants } = tetes(suivies.map((s) => s.correction));
  return jugees.findLast((j) => {
    const { correction: c } = j;
    const { pointeeDepuis } = DEFINITIONS[c.nature];
    const faite = faiteLe.get(c.id);
    if (!applique(j) || !pointeeDepuis || faite === undefined) return false;
    const dernier = pointeeDepuis.par(i, c, faite, retenu).map(connuLe).sort(comparer).at(-1);
    if (dernier === undefined) return false;
    return !jugees.some((k) => applique(k) && ascendants(k.correction.id).has(c.id) && k.correction.instant >= dernier);
  })?.correction;
};

/**
 * [CO-4] The last correction that was set aside and that nobody has looked at since: no later one that applies was made on top of
 * it by someone who had seen all the others, and the punches that hinder it.
 */
const empechee = (
  i: Intervention,
  jugees: readonly CorrectionJugee[],
  ascendants: Ascendants,
): CorrectionJugee | undefined => {
  if (!jugees.some((j) => j.etat === 'SANS_OBJET')) return undefined;
  const dernier = instantsConnus(i).at(-1);
  const vivantes = jugees.filter((j) => j.etat !== 'REFUSEE').map((j) => j.correction.id);
  const dites = new Map<string, boolean>();
  const voitTout = (id: string): boolean => {
    const dessous = ascendants(id);
    const dit = dites.get(id) ?? vivantes.every((x) => x === id || dessous.has(x) || ascendants(x).has(id));
    dites.set(id, dit);
    return dit;
  };
  return jugees.findLast(
    (j) =>
      j.etat === 'SANS_OBJET' &&
      !jugees.some(
        (k) =>
          applique(k) &&
          ascendants(k.correction.id).has(j.correction.id) &&
          (dernier === undefined || k.correction.instant >= dernier) &&
          voitTout(k.correction.id),
      ),
  );
};

/** What became of versions made at once: the last one may have found that it no longer had anything to correct. */
const suite = (versions: readonly VersionConflit[], retenu: Contenu): string => {
  const tenue = versions.findLastIndex((v) => memeContenu(v, retenu));
  if (tenue === -1) return 'elles s’ajoutent';
  if (tenue === versions.length - 1) return 'la dernière s’applique';
  return tenue === 0 ? 'la première s’applique' : `la ${tenue + 1}e s’applique`;
};

/** Versions told at most, the last ones: nobody chooses among more, and each is a fold. A new correction is based on all, told or not. */
const VERSIONS_MAX = 50;

/**
 * [CO-4, CO-8] Versions to choose from, and why; undefined where nothing is in conflict. `suivies`, `jugees`: in their order; `dag`: of
 * those that were not refused.
 */
export const conflitDe = (
  i: Intervention,
  jugees: readonly CorrectionJugee[],
  suivies: readonly CorrectionSuivie[],
  dag: ReturnType<typeof tetes>,
  { contexte, retenu }: { contexte: Contexte; retenu: Contenu },
): Retenue['conflit'] => {
  if (jugees.length === 0) return undefined;
  // Without the creation that makes it, a visit that nothing planned nor punched is no visit: every version is of what it made.
  const fondatrice = (c: Correction): boolean =>
    !i.visite && !i.arrivee && !i.depart && c.nature === 'CREATION' && i.creations.includes(c.id);
  // What its author saw and set: the others' corrections neither add to it nor hinder it.
  const version = (tete: Correction): VersionConflit => {
    const dessous = dag.ascendants(tete.id);
    const siennes = suivies.filter(({ correction: c }) => c.id === tete.id || dessous.has(c.id) || fondatrice(c));
    return { correction: tete, ...contenuDe(plier(i, siennes, contexte).etat) };
  };
  const choix = dag.tetes.slice(-VERSIONS_MAX);
  const dire = (phrase: string): Retenue['conflit'] => ({ versions: choix.map(version), phrase });
  if (dag.tetes.length > 1) {
    const auteurs = choix.map((t) => t.auteur).join(' et ');
    const versions = choix.map(version);
    return {
      versions,
      phrase: `Corrigée en même temps par ${auteurs} : ${suite(versions, retenu)}, confirmez ce qui est retenu.`,
    };
  }
  const sansObjet = empechee(i, jugees, dag.ascendants);
  if (sansObjet) {
    const pourquoi = sansObjet.refus?.message ?? '';
    return dire(`Un pointage reçu depuis empêche une correction de s’appliquer. ${pourquoi}`.trim());
  }
  const quoi = depassee(i, jugees, suivies, retenu);
  const pointee = quoi && DEFINITIONS[quoi.nature].pointeeDepuis;
  return pointee && dire(pointee.phrase);
};
