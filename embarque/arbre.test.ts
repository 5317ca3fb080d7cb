import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connue, ecrireRev, feuilles, gagnante, lignee, lireRev, type Meta, supprimee } from './arbre';

const meta = (rev_tree: Meta['rev_tree']): Meta => ({ id: 'x', seq: 1, rev_tree, rev_map: {} });

test('[MAG-3] leaves: the winner first, tombstones last, each with its line', () => {
  const m = meta([
    {
      pos: 1,
      ids: [
        'r',
        {},
        [
          ['a', {}, [['d', { deleted: true }, []]]],
          ['b', {}, []],
          ['c', {}, []],
        ],
      ],
    },
    { pos: 2, ids: ['z', {}, []] },
  ]);
  expect(feuilles(m).map(ecrireRev)).toEqual(['2-z', '2-c', '2-b', '3-d']);
  expect(ecrireRev(gagnante(m))).toBe('2-z');
  expect(lignee(feuilles(m), { pos: 3, id: 'd' })).toEqual(['d', 'a', 'r']);
  expect([connue(feuilles(m), { pos: 2, id: 'a' }), connue(feuilles(m), { pos: 3, id: 'a' })]).toEqual([true, false]);
  expect([supprimee(m, { pos: 3, id: 'd' }), supprimee(m, { pos: 2, id: 'a' })]).toEqual([true, false]);
});

test('[MAG-3] the winner does not depend on the order of branches', () => {
  const branches = fc.uniqueArray(
    fc.tuple(fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }), fc.boolean()),
    {
      minLength: 1,
      maxLength: 6,
      selector: ([id]) => id,
    },
  );
  fc.assert(
    fc.property(branches, (b) => {
      const arbre = (l: typeof b) =>
        meta([{ pos: 1, ids: ['r', {}, l.map(([id, deleted]) => [id, { deleted }, []])] }]);
      expect(feuilles(arbre(b))).toEqual(feuilles(arbre([...b].reverse())));
      const attendue = [...b].sort((x, y) => Number(x[1]) - Number(y[1]) || (x[0] < y[0] ? 1 : -1))[0]?.[0];
      expect(gagnante(arbre(b)).id).toBe(attendue);
    }),
  );
});

test('[MAG-3] revisions: 32 hexadecimal digits come back in lower case, garbage is refused', () => {
  expect(lireRev('2-ABCDEF0123456789ABCDEF0123456789').id).toBe('abcdef0123456789abcdef0123456789');
  expect(lireRev('10-x-y')).toEqual({ pos: 10, id: 'x-y' });
  for (const faux of ['', '1', '-a', 'a-1', 1, null]) expect(() => lireRev(faux)).toThrow('Invalid rev format');
});
