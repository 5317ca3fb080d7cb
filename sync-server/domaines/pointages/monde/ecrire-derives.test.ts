import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stockable } from './ecrire-derives';

const donnees = fc.letrec<{ valeur: unknown }>((tie) => ({
  valeur: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(undefined, null, true, 0, -0, Number.NaN, Number.POSITIVE_INFINITY, -1.5, '', 'é', 'Z'),
    fc.array(tie('valeur'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '10', '2', '__proto__'), tie('valeur'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).valeur;

describe('ce qui est écrit', () => {
  it('est ce que JSON en fera : même texte, clés sans valeur ôtées ; ce qui l’est déjà est rendu tel quel, et rien n’est changé', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 3 }), donnees, { noNullPrototype: true }), (d) => {
        const avant = structuredClone(d);
        const fait = stockable(d);
        expect(JSON.stringify(fait)).toBe(JSON.stringify(d));
        expect(fait).toEqual(JSON.parse(JSON.stringify(d)));
        expect(fait === d).toBe(isDeepStrictEqual(d, JSON.parse(JSON.stringify(d))));
        expect(isDeepStrictEqual(d, avant)).toBe(true);
      }),
    );
  });
});
