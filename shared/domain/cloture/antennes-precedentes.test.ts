import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Antenne } from '../../contrats/commun';
import { jour } from '../../testing/constructeurs';
import { codesAntennes } from '../antenne/registre';
import { antenneAu, DEPUIS_TOUJOURS } from './antenne';
import { antennesPrecedentes } from './antennes-precedentes';

const parcours = (...suite: [Antenne, string][]) => ({
  antennes: suite.map(([antenne, depuis]) => ({ antenne, depuis: jour(depuis) })),
});
const TOUJOURS = DEPUIS_TOUJOURS as string;
const aller = parcours(['EST', TOUJOURS], ['CENTRE', '2026-10-10']);
const trois = parcours(['EST', TOUJOURS], ['CENTRE', '2026-10-10'], ['SUD', '2026-11-02']);
const retour = parcours(['EST', TOUJOURS], ['CENTRE', '2026-10-10'], ['EST', '2026-11-02']);
const [deEst, deCentre] = [`EST ${TOUJOURS} 2026-10-09`, 'CENTRE 2026-10-10 2026-11-01'];

test.each([
  ['the new one reads the former', aller, ['CENTRE'], '2026-11-25', [deEst]],
  ['the former reads nothing of the new one', aller, ['EST'], '2026-11-25', []],
  ['a third one reads nothing', aller, ['SUD'], '2026-11-25', []],
  ['not before the day of the change', aller, ['CENTRE'], '2026-10-09', []],
  ['from the day of the change on', aller, ['CENTRE'], '2026-10-10', [deEst]],
  ['whoever manages both', aller, ['EST', 'CENTRE'], '2026-11-25', [deEst]],
  ['the one between reads what was before it, not after', trois, ['CENTRE'], '2026-11-25', [deEst]],
  ['the last one reads all those before', trois, ['SUD'], '2026-11-25', [deEst, deCentre]],
  ['one that comes back reads what was between', retour, ['EST'], '2026-11-25', [deCentre]],
  ['one that was between reads what was before it', retour, ['CENTRE'], '2026-11-25', [deEst]],
  ['a usager that never moved', parcours(['EST', TOUJOURS]), ['EST'], '2026-11-25', []],
] as const)('[CL-1] %s', (_, usager, antennes, aujourdhui, attendu) => {
  const lues = antennesPrecedentes(usager, antennes, jour(aujourdhui)).map((p) => `${p.antenne} ${p.de} ${p.a}`);
  expect(lues).toEqual(attendu);
});

test('[CL-1] no antenna reads a day after its own last one, nor a day of its own', () => {
  const dates = ['2026-02-01', '2026-04-01', '2026-06-01', '2026-08-01'];
  const suite = fc.array(fc.constantFrom(...codesAntennes()), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(suite, fc.constantFrom(...codesAntennes()), (codes, lectrice) => {
      const u = parcours(...codes.map((c, i): [Antenne, string] => [c, i === 0 ? TOUJOURS : (dates[i] ?? '')]));
      const derniere = u.antennes.findLast((a) => a.antenne === lectrice)?.depuis;
      for (const p of antennesPrecedentes(u, [lectrice], jour('2026-12-01'))) {
        expect(p.antenne).not.toBe(lectrice);
        expect(antenneAu(u, p.a)).toBe(p.antenne);
        expect(derniere !== undefined && p.a < derniere).toBe(true);
      }
    }),
  );
});
