import type { Correction } from '../../contrats/corrections/correction';

/**
 * [CO-4] The corrections that no other was made on top of. More than one: nobody has seen them all, the visit is in
 * conflict until a correction is based on them all. `ascendants` follows bases through the whole history.
 */
export const tetes = (
  corrections: readonly Correction[],
): { tetes: Correction[]; ascendants: (id: string) => Set<string> } => {
  const parId = new Map(corrections.map((c) => [c.id, c]));
  const memo = new Map<string, Set<string>>();
  const ascendants = (id: string): Set<string> => {
    const connu = memo.get(id);
    if (connu) return connu;
    const vus = new Set<string>();
    const pile = [...(parId.get(id)?.base ?? [])];
    for (let b = pile.pop(); b !== undefined; b = pile.pop()) {
      if (b === id || vus.has(b)) continue;
      vus.add(b);
      pile.push(...(parId.get(b)?.base ?? []));
    }
    memo.set(id, vus);
    return vus;
  };
  const couvertes = new Set<string>();
  for (const c of corrections) for (const a of ascendants(c.id)) couvertes.add(a);
  return { tetes: corrections.filter((c) => !couvertes.has(c.id)), ascendants };
};
