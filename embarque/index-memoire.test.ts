import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appliquer, type IndexMemoire, type Mouvement, position } from './index-memoire';

test('[MAG-6] the index kept from write to write is the one that reading everything would give', () => {
  const lots = fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean()), { maxLength: 20 }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(lots, (ecritures) => {
      const index: IndexMemoire = { cles: [], sequences: [] };
      const modele = new Map<string, { seq: number; vivant: boolean }>();
      let seq = 0;
      for (const lot of ecritures) {
        const avant = new Map(modele);
        for (const [n, vivant] of lot) modele.set(`d${n}`, { seq: ++seq, vivant });
        const mouvements = [...new Set(lot.map(([n]) => `d${n}`))].map((cle): Mouvement => {
          const apres = modele.get(cle);
          if (!apres) throw new Error('written above');
          return { cle, avant: avant.get(cle), apres };
        });
        appliquer(index, mouvements);
        const vivants = [...modele].filter(([, e]) => e.vivant).map(([cle]) => cle);
        expect(index.cles).toEqual(vivants.sort());
        expect(index.sequences).toEqual([...modele.values()].map((e) => e.seq).sort((a, b) => a - b));
      }
    }),
  );
});

test('[MAG-1] position: before, or after, what is equal', () => {
  const liste = ['a', 'c', 'e'];
  expect(['', 'a', 'b', 'e', 'f'].map((x) => [position(liste, x), position(liste, x, true)])).toEqual([
    [0, 0],
    [0, 1],
    [1, 1],
    [2, 3],
    [3, 3],
  ]);
});
