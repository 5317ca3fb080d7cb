import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ETAPES_APPEL, ISSUES_APPEL } from '#shared/contrats/pointages/pointage';
import { enSaitPlus } from './echec';

const connu = fc.record({ etape: fc.constantFrom(...ETAPES_APPEL), issue: fc.constantFrom(...ISSUES_APPEL) });

test('[PT-4] of all that workers know of a failed call, the same stays whatever the order in which they write', () => {
  fc.assert(
    fc.property(fc.array(connu, { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat()), (tous, hasard) => {
      const garder = (liste: typeof tous) => liste.reduce((garde, c) => (enSaitPlus(c, garde) ? c : garde));
      const melange = tous.map((c) => ({ c, rang: hasard.next().value ?? 0 })).sort((a, b) => a.rang - b.rang);
      expect(garder(melange.map((m) => m.c))).toEqual(garder(tous));
    }),
  );
});

test('[PT-4] the furthest step, then what the SVI itself said rather than a hang-up', () => {
  expect(enSaitPlus({ etape: 'SENS', issue: 'RACCROCHE' }, { etape: 'CODE', issue: 'CODE_ERRONE' })).toBe(true);
  expect(enSaitPlus({ etape: 'CODE', issue: 'CODE_ERRONE' }, { etape: 'CODE', issue: 'RACCROCHE' })).toBe(true);
  expect(enSaitPlus({ etape: 'CODE', issue: 'RACCROCHE' }, { etape: 'CODE', issue: 'SANS_TRACE' })).toBe(true);
  expect(enSaitPlus({ etape: 'CODE', issue: 'RACCROCHE' }, { etape: 'CODE', issue: 'RACCROCHE' })).toBe(false);
});
