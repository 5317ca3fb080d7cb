import type { Antenne } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import { BASE_CENTRALE, idCorrection } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { estPrise } from '#shared/domain/correction/prise';
import { ajouterMois, moisDe, moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { remplacer } from '../../../store/ecrire';
import { MOIS_DU_REPORT, moisAutour, moisDesPlans } from '../../../store/lectures/a-dire';
import { idRepereCloture, lireEcritsDepuis, type RepereCloture } from '../../../store/lectures/ecrits-depuis';
import { lireUn, type Magasin, sequenceDe } from '../../../store/lire';
import { clesSures } from '../../../store/types';
import type { Cadre } from './cadre';
import { ouvrirDemenages } from './demenages';
import { premierCompare } from './effaces';

// What may have changed in the closed months of an antenna since its last closing. A month is computed again only where one of
// its visits, or one of its verdicts, was written since (the change feeds of the antennas, ids alone, from where the last closing
// left them), or where a prise en charge of its days differs from the one that the last closing froze. The cost follows what
// happened since, not the number of closed months.

export type Remuants = {
  /** Months to compute again, whole. */
  mois: ReadonlySet<Mois>;
  /** [CL-1] Usagers who changed antenna about that month: what the other one sends moves the caps that they share. */
  plusieursAntennes: (mois: Mois) => readonly string[];
  /** [RE] Where what a closed month was computed from is past its clock, or about to be, nothing is compared any more. */
  premierCompare: Mois;
  /** To be kept once the closing is made. */
  reperes: ReadonlyMap<string, string>;
};

const CORPS_PAR_LECTURE = 2_000;

/** Visits, verdicts, closings and what these rectified. */
const LUS: readonly string[] = ['intervention', 'verdict', 'cloture', 'complement'];

/** One that was stamped before verdicts told their months: those about its date, and of its hours. */
const moisDevines = (v: Verdict, c: Correction | undefined): Mois[] => [
  ...[-1, 0, 1].map((n) => ajouterMois(moisDe(v.date), n)),
  ...[c?.debut, c?.fin].flatMap((i) => (i ? moisParis(i) : [])),
];

const moisDesVerdicts = async (m: Magasin, base: string, ids: readonly string[]): Promise<Mois[]> => {
  const mois: Mois[] = [];
  for (let i = 0; i < ids.length; i += CORPS_PAR_LECTURE) {
    const verdicts = (await clesSures(m, 'verdict', ids.slice(i, i + CORPS_PAR_LECTURE), { base })).filter(estPrise);
    // An accepted one reaches into no closed month, but for the day beside it.
    mois.push(...verdicts.flatMap((v) => v.mois ?? (v.decision === 'ACCEPTEE' ? moisAutour(v.date) : [])));
    const muets = verdicts.filter((v) => v.decision === 'TARDIVE' && !v.mois);
    const corrections = await clesSures(
      m,
      'correction',
      muets.map((v) => idCorrection(v.date, v.correctionId)),
      { base },
    );
    mois.push(...muets.flatMap((v, n) => moisDevines(v, corrections[n])));
  }
  return mois;
};

/** What was written in a database: months of visits and verdicts, of closings, and what these rectified. */
type Ecrits = { mois: ReadonlySet<Mois>; clos: readonly Mois[]; base: string; complements: readonly string[] };

const lireEcritsDe = async ({ m, garde }: Cadre, base: string, depuis: string): Promise<Ecrits> => {
  // [RE] Older ones are those that a purge deleted.
  const ecrits = (await lireEcritsDepuis(m, base, depuis, LUS)).filter((e) => `${e.date}` >= garde);
  const de = (type: string) => ecrits.filter((e) => e.type === type);
  const verdicts = de('verdict').map((l) => l.id);
  return {
    mois: new Set([
      ...de('intervention').flatMap((l) => moisAutour(l.date)),
      ...(await moisDesVerdicts(m, base, verdicts)),
    ]),
    // `cloture:<mois>`, `complement:<mois>:<usagerId>`.
    clos: de('cloture').map((l) => l.id.slice('cloture:'.length) as Mois),
    base,
    complements: de('complement').map((l) => l.id),
  };
};

/** Months, among those closed, that a change of prise en charge since the antenna's last closing reaches into. */
const moisChanges = async (c: Cadre, antenne: Antenne): Promise<Mois[]> => {
  const clos = c.passe.clotures(antenne);
  const derniere = clos.at(-1);
  const prises = derniere && (await c.passe.cloture(antenne, derniere.mois))?.prises;
  // A closing that did not keep them tells nothing: all is looked at.
  if (!prises) return clos.map((x) => x.mois);
  const siens = [...c.usagers.values()].filter((u) => u.antennes.some((a) => a.antenne === antenne));
  return moisDesPlans(
    clos.map((x) => x.mois),
    prises,
    siens,
  );
};

/** [FI-6] A month closed before one that precedes it: that one's hours were counted as they stood. */
const moisDevances = (c: Cadre, mois: Mois, antenne: Antenne): Mois[] =>
  c.passe
    .clotures(antenne)
    .flatMap((x) => (x.mois > mois && x.mois <= ajouterMois(mois, MOIS_DU_REPORT) ? x.mois : []));

export const lireRemuants = async (
  c: Cadre,
  mois: Mois,
  aClore: readonly Antenne[],
  depuis?: ReadonlyMap<string, string>,
): Promise<Remuants> => {
  const reperes = new Map<string, string>();
  const sequences = await Promise.all(basesAntennes().map((base) => sequenceDe(c.m, base)));
  for (const [n, base] of basesAntennes().entries()) reperes.set(base, sequences[n] ?? '0');
  const trouves = new Set<Mois>();
  // What is to be settled is said again by each closing until it is: nothing has moved there.
  const aVoir = new Set<Mois>();
  // Antennas that were closed together left off at the same place: it is read once.
  const lus = new Map<string, Promise<Ecrits>>();
  for (const antenne of aClore) {
    if (c.passe.clotures(antenne).length === 0) continue;
    const repere = depuis ? undefined : await lireUn<RepereCloture>(c.m, BASE_CENTRALE, idRepereCloture(antenne));
    for (const m of repere?.tenues ?? []) trouves.add(m);
    for (const m of repere?.aVoir ?? []) aVoir.add(m);
    const connu = depuis ? Object.fromEntries(depuis) : repere?.sequences;
    const ecrits = basesAntennes().map((base) => {
      const seq = connu?.[base] ?? '0';
      const cle = `${base} ${seq}`;
      const lu = lus.get(cle) ?? lireEcritsDe(c, base, seq);
      lus.set(cle, lu);
      return lu;
    });
    for (const { mois } of await Promise.all(ecrits)) for (const m of mois) trouves.add(m);
    if (depuis) continue;
    for (const m of [...(await moisChanges(c, antenne)), ...moisDevances(c, mois, antenne)]) trouves.add(m);
  }
  return {
    mois: new Set([...trouves, ...aVoir]),
    plusieursAntennes: depuis
      ? () => []
      : await ouvrirDemenages(c, aClore, { remuants: trouves, ecrits: await Promise.all(lus.values()) }),
    premierCompare: await premierCompare(c),
    reperes,
  };
};

/** Where the next closing of that antenna reads from. A crash before this only makes the next one look further back. */
export const garderReperes = async (
  m: Magasin,
  antenne: Antenne,
  reperes: ReadonlyMap<string, string>,
  { tenues, aVoir }: { tenues?: ReadonlySet<Mois>; aVoir?: ReadonlySet<Mois> } = {},
): Promise<void> => {
  const dits = (mois: ReadonlySet<Mois> = new Set()): Mois[] | undefined =>
    mois.size > 0 ? [...mois].sort() : undefined;
  const [siennes, autres] = [dits(tenues), dits(aVoir)];
  const repere: RepereCloture = {
    sequences: Object.fromEntries(reperes),
    ...(siennes ? { tenues: siennes } : {}),
    ...(autres ? { aVoir: autres } : {}),
  };
  await remplacer(m, BASE_CENTRALE, { _id: idRepereCloture(antenne), ...repere });
};
