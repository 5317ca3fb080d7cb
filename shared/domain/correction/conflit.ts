import type { Correction } from '../../contrats/corrections/correction';
import { ajouterA } from '../../listes';

/** What a correction was made on top of, through the whole history; of one that is not there, nothing. */
export type Ascendants = (id: string) => Pick<ReadonlySet<string>, 'has'>;

const porte = (ligne: Uint32Array, rang: number): boolean => ((ligne[rang >>> 5] ?? 0) & (1 << (rang & 31))) !== 0;
const poser = (ligne: Uint32Array, rang: number): void => {
  ligne[rang >>> 5] = (ligne[rang >>> 5] ?? 0) | (1 << (rang & 31));
};
const oter = (ligne: Uint32Array, rang: number): void => {
  ligne[rang >>> 5] = (ligne[rang >>> 5] ?? 0) & ~(1 << (rang & 31));
};

type Graphe = {
  rangs: ReadonlyMap<string, number>;
  /** By rank, what each names as its base, earliest first. */
  bases: readonly (readonly number[])[];
  /** Bases that are not there: the ranks that name each. */
  absentes: ReadonlyMap<string, readonly number[]>;
};

const situer = (parId: ReadonlyMap<string, Correction>): Graphe => {
  const rangs = new Map([...parId.keys()].map((id, rang) => [id, rang]));
  const absentes = new Map<string, number[]>();
  const bases = [...parId.values()].map(({ base }, rang) => {
    const connues: number[] = [];
    for (const b of base) {
      const autre = rangs.get(b);
      if (autre !== undefined) {
        connues.push(autre);
        continue;
      }
      ajouterA(absentes, b, rang);
    }
    return connues.sort((x, y) => x - y);
  });
  return { rangs, bases, absentes };
};

/**
 * By rank, all that is under each, a bit for each other: what a later one adds to the line of the one that it was made on is little, where
 * a set for each would be as long as the history.
 */
const fermer = ({ bases }: Graphe): Uint32Array[] => {
  const lignes: Uint32Array[] = [];
  for (const [rang, siennes] of bases.entries()) {
    const ligne = new Uint32Array((bases.length + 31) >>> 5);
    const pile = [...siennes];
    // The latest first: the others are nearly always under it already.
    for (let b = pile.pop(); b !== undefined; b = pile.pop()) {
      if (b === rang || porte(ligne, b)) continue;
      poser(ligne, b);
      const connue = lignes[b];
      if (connue) for (const [n, mot] of connue.entries()) ligne[n] = (ligne[n] ?? 0) | mot;
      else for (const x of bases[b] ?? []) pile.push(x);
    }
    // Of a cycle, each is under the others, and never under itself.
    oter(ligne, rang);
    lignes.push(ligne);
  }
  return lignes;
};

const RIEN: ReadonlySet<string> = new Set();

const ascendantsDe = (parId: ReadonlyMap<string, Correction>): Ascendants => {
  let lu: (Graphe & { lignes: Uint32Array[] }) | undefined;
  return (id) => {
    if (!lu) {
      const graphe = situer(parId);
      lu = { ...graphe, lignes: fermer(graphe) };
    }
    const { rangs, absentes, lignes } = lu;
    const sien = rangs.get(id);
    const ligne = sien === undefined ? undefined : lignes[sien];
    if (!ligne) return RIEN;
    return {
      has: (x) => {
        const rang = rangs.get(x);
        if (rang !== undefined) return porte(ligne, rang);
        return absentes.get(x)?.some((n) => n === sien || porte(ligne, n)) ?? false;
      },
    };
  };
};

/**
 * [CO-4] The corrections that no other was made on top of. More than one: nobody has seen them all, the visit is in
 * conflict until a correction is based on them all. Each adds its own bases: through the whole history, all that is covered is a
 * direct base of some.
 */
export const tetes = (corrections: readonly Correction[]): { tetes: Correction[]; ascendants: Ascendants } => {
  const parId = new Map(corrections.map((c) => [c.id, c]));
  const couvertes = new Set<string>();
  for (const c of parId.values()) for (const b of c.base) if (b !== c.id) couvertes.add(b);
  return { tetes: corrections.filter((c) => !couvertes.has(c.id)), ascendants: ascendantsDe(parId) };
};
