import fc from 'fast-check';
import { expect, test } from 'vitest';
import { couper } from './couper';

test('a text cut anywhere has no half of a character, is not longer than asked, and is the beginning of it', () => {
  expect(couper('Vu 👍', 4)).toBe('Vu ');
  expect(couper('Vu 👍', 5)).toBe('Vu 👍');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(12), (texte, max) => {
      const debut = couper(texte, max);
      expect(debut).not.toMatch(/\p{Surrogate}/u);
      expect(texte.startsWith(debut)).toBe(true);
      expect(max - debut.length).toBeLessThanOrEqual(texte.length > max ? 1 : max);
    }),
  );
});
