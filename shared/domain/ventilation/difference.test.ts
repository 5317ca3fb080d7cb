import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../contrats/cloture/cloture';
import type { Mois } from '../../temps/types';
import { type Minutes, minutes } from '../../temps/types';
import { differenceVentilation } from './difference';

const mois = '2026-10' as Mois;
const v = (intervenantId: string, ...parts: [string | undefined, string, number][]) => ({
  usagerId: 'U1',
  intervenantId,
  parts: parts.map(
    ([numeroPec, codeFinanceur, n]): Part => ({
      codeFinanceur,
      minutes: minutes(n),
      ...(numeroPec ? { numeroPec } : {}),
    }),
  ),
});

describe('ce qu’un changement tardif déplace dans un mois clos', () => {
  it('[FI-9] un plan ajouté après coup : les minutes passent du tarif propre au nouveau financeur, ligne à ligne', () => {
    const figees = [v('I1', [undefined, 'PROPRE', 60]), v('I2', ['P1', 'CNAV', 30])];
    const actuelles = [v('I1', ['P9', 'APA', 45], [undefined, 'PROPRE', 15]), v('I2', ['P1', 'CNAV', 30])];
    expect(
      differenceVentilation(figees, actuelles, mois).map((e) => [
        e.numeroPec,
        e.codeFinanceur,
        e.intervenantId,
        e.ancien,
        e.nouveau,
      ]),
    ).toEqual([
      [undefined, 'PROPRE', 'I1', 60, 15],
      ['P9', 'APA', 'I1', 0, 45],
    ]);
  });

  it('[FI-9] rien de changé, rien à envoyer', () => {
    const l = [v('I1', ['P1', 'APA', 60])];
    expect(differenceVentilation(l, [...l].reverse(), mois)).toEqual([]);
  });

  it('[FI-9] [FI-4] les lignes font exactement la différence des totaux', () => {
    const service = fc.array(
      fc.record({
        aide: fc.constantFrom('I1', 'I2'),
        pec: fc.constantFrom(undefined, 'P1', 'P2'),
        code: fc.constantFrom('APA', 'CNAV'),
        n: fc.nat(300),
      }),
      { maxLength: 12 },
    );
    const visites = (l: { aide: string; pec: string | undefined; code: string; n: number }[]) =>
      l.map((x) => v(x.aide, [x.pec, x.code, x.n]));
    const total = (l: ReturnType<typeof visites>): number =>
      l.flatMap((x) => x.parts).reduce((t, p) => t + (p.minutes as Minutes), 0);
    fc.assert(
      fc.property(service, service, (a, b) => {
        const ecarts = differenceVentilation(visites(a), visites(b), mois);
        expect(ecarts.reduce((t, e) => t + e.nouveau - e.ancien, 0)).toBe(total(visites(b)) - total(visites(a)));
        for (const e of ecarts) expect(e.ancien).not.toBe(e.nouveau);
      }),
    );
  });
});
