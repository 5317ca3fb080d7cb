import type { Monde, Transition } from '../domaines/pointages';
import { tousFinis } from '../socle/tous-finis';
import type { FilPartage } from '../store/fil-partage';
import { type LigneChangement, lireChangements } from '../store/lire';
import { tientDansLeTas } from '../store/tas';

const IDS_PAR_LECTURE = 20_000;
/**
 * Changes taken in one go: a whole month, whose punches come in any order, is paired once and not page by page. Cut in two, the first
 * half writes visits that the second writes again, and all is computed twice. What each names is read and kept while the round lasts: a
 * kilobyte or so, and as much for what is made of it, in a quarter of the heap.
 */
const IDS_PAR_TOUR = tientDansLeTas(1 / 4, 2_048, 150_000);

/** A transition, and how far it has read each database. */
type Suiveuse = { transition: Transition; sequences: ReadonlyMap<string, string> };

type Lues = Map<string, LigneChangement[]>;

/** What one database has told a transition since its checkpoint. */
type Lue = {
  base: string;
  utiles: LigneChangement[];
  lues: LigneChangement[];
  nouvelles: LigneChangement[];
  seq: string;
};

const parBase = (lues: readonly Lue[], quoi: 'utiles' | 'lues' | 'nouvelles'): Lues =>
  new Map(lues.flatMap((l) => (l[quoi].length > 0 ? [[l.base, l[quoi]] as const] : [])));

/** All databases at once, each up to its end, or until enough of them has come for one round. */
export const lireRetard = async (m: Monde['magasin'], fil: FilPartage, s: Suiveuse, bases: readonly string[]) => {
  let n = 0;
  const lireBase = async (base: string): Promise<Lue> => {
    // [FL-1] What was named and could not be read is asked for again, and told again, to each that has not gone beyond it.
    if (m.manquants().has(base)) fil.lacher(base);
    m.reprendre(base);
    const lue: Lue = { base, utiles: [], lues: [], nouvelles: [], seq: s.sequences.get(base) ?? '0' };
    for (let restants = 1; restants > 0 && n < IDS_PAR_TOUR; ) {
      const page = await lireChangements(m, base, lue.seq, IDS_PAR_LECTURE);
      lue.seq = page.seq;
      restants = page.lignes.length === 0 ? 0 : page.restants;
      const nouvelle = !fil.redonnees(page.lignes);
      for (const l of page.lignes) {
        lue.lues.push(l);
        if (nouvelle) lue.nouvelles.push(l);
        if (!s.transition.concerne(base, l.id)) continue;
        lue.utiles.push(l);
        n += 1;
      }
    }
    return lue;
  };
  // One that fails is told once the others no longer read: what they read is for this round.
  const lues = await tousFinis(bases.map(lireBase));
  return {
    changements: parBase(lues, 'utiles'),
    lues: parBase(lues, 'lues'),
    nouvelles: parBase(lues, 'nouvelles'),
    atteintes: new Map(lues.map((l) => [l.base, l.seq])),
    n,
  };
};
