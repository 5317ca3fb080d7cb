import fc from 'fast-check';
import { expect, test } from 'vitest';
import { motsDe } from './feuille';

test('a line begins with no French sign and does not end with «; nothing is lost where it is cut', () => {
  expect(motsDe('Le mot « à remplir » : 10 % du total ; fin !')).toEqual([
    ...['Le', 'mot', '« à', 'remplir » :', '10 %', 'du', 'total ;', 'fin !'],
  ]);
  const mot = fc.constantFrom('mot', 'à', ':', ';', '!', '?', '«', '»', '%', '12', 'fin.', '!important');
  fc.assert(
    fc.property(fc.array(mot, { minLength: 1 }), (mots) => {
      const coupes = motsDe(mots.join(' '));
      expect(coupes.join(' ')).toBe(mots.join(' '));
      for (const c of coupes.slice(1)) expect(c).not.toMatch(/^[:;!?»%](?: |$)/);
      for (const c of coupes.slice(0, -1)) expect(c).not.toMatch(/«$/);
    }),
  );
});
