import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import { correction } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { tetes } from './conflit';

/** By its definition: the ancestry of each, walked whole. */
const selonLaDefinition = (corrections: readonly Correction[]) => {
  const parId = new Map(corrections.map((c) => [c.id, c]));
  const ascendants = (id: string): Set<string> => {
    const vus = new Set<string>();
    const pile = [...(parId.get(id)?.base ?? [])];
    for (let b = pile.pop(); b !== undefined; b = pile.pop()) {
      if (b === id || vus.has(b)) continue;
      vus.add(b);
      pile.push(...(parId.get(b)?.base ?? []));
    }
    return vus;
  };
  const couvertes = new Set(corrections.flatMap((c) => [...ascendants(c.id)]));
  return { tetes: corrections.filter((c) => !couvertes.has(c.id)).map((c) => c.id), ascendants };
};

const IDS = Array.from({ length: 40 }, (_, n) => `K${n}`);
/** Of forty, some are there, in any order; they name any of them, themselves too, and in cycles. */
const histoire = fc
  .shuffledSubarray(IDS, { minLength: 1 })
  .chain((ids) =>
    fc
      .tuple(...ids.map(() => fc.shuffledSubarray(IDS, { maxLength: 4 })))
      .map((bases) => ids.map((id, n) => correction('HORAIRE', { id, base: bases[n] ?? [] }))),
  );

it('[CO-4] what no other was made on top of, and what each was, are those of the whole ancestry walked, cycles and absent ones too', () => {
  fc.assert(
    fc.property(histoire, (corrections) => {
      const attendu = selonLaDefinition(corrections);
      const obtenu = tetes(corrections);
      expect(obtenu.tetes.map((c) => c.id)).toEqual(attendu.tetes);
      for (const id of IDS) {
        const dessous = obtenu.ascendants(id);
        expect(IDS.filter((x) => dessous.has(x))).toEqual(IDS.filter((x) => attendu.ascendants(id).has(x)));
      }
    }),
    { numRuns: histoires(300) },
  );
});
