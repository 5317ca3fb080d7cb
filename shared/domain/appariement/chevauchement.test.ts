import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intervention } from '../../contrats/corrections/intervention';
import { epochMs, instantDe } from '../../temps/paris';
import { apparier, paris, pointage } from '../../testing/constructeurs';
import { seChevauchent, signalerChevauchements, type TelephonesDe } from './chevauchement';

/** U1 and U2 are a couple at one number. */
const telephones: TelephonesDe = (usagerId) => [usagerId === 'U3' ? '+33199000003' : '+33199000001'];

/** A visit of three hours at most, punched once or twice, from one of two telephones, by seconds around the same minutes. */
const visite = fc.record({
  debut: fc.integer({ min: 0, max: 6 * 3_600 }),
  duree: fc.option(fc.integer({ min: 0, max: 3 * 3_600 }), { nil: undefined }),
  usager: fc.constantFrom('U1', 'U2', 'U3'),
  numero: fc.constantFrom('+33199000001', '+33199000002'),
  avant: fc.boolean(),
});

const MATIN = epochMs(paris('2026-10-01 08:00'));

const enInterventions = (
  visites: readonly (typeof visite extends fc.Arbitrary<infer V> ? V : never)[],
): Intervention[] =>
  visites.flatMap((v, n) => {
    const p = { usagerId: v.usager, numeroAppelant: v.numero };
    const a = {
      ...pointage('A', '2026-10-01 08:00', { ...p, id: `a${n}` }),
      instant: instantDe(MATIN + v.debut * 1_000),
    };
    const fin = v.duree === undefined ? undefined : instantDe(MATIN + (v.debut + v.duree) * 1_000);
    const d = fin && { ...pointage('D', '2026-10-01 09:00', { ...p, id: `d${n}` }), instant: fin };
    const faites = apparier({ usagerId: v.usager, pointages: d ? [a, d] : [a] });
    return faites.map((i) => (v.avant ? { ...i, anomalies: [...i.anomalies, 'CHEVAUCHEMENT' as const] } : i));
  });

describe('chevauchements', () => {
  it('[AP-10] ce que donne chaque visite comparée à toutes les autres, dans n’importe quel ordre', () => {
    const marques = { oui: 0, non: 0 };
    fc.assert(
      fc.property(fc.array(visite, { maxLength: 12 }), (visites) => {
        const interventions = enInterventions(visites);
        const marquees = signalerChevauchements(interventions, telephones);
        for (const [n, i] of interventions.entries()) {
          const touche = interventions.some((j) => j._id !== i._id && seChevauchent(i, j, telephones));
          expect(marquees[n]?.anomalies.includes('CHEVAUCHEMENT')).toBe(touche);
          // What nothing changes of stays the same object: it is not written again.
          expect(marquees[n] === i).toBe(touche === i.anomalies.includes('CHEVAUCHEMENT'));
          marques[touche ? 'oui' : 'non'] += 1;
        }
      }),
    );
    expect(Math.min(marques.oui, marques.non)).toBeGreaterThan(50);
  });
});
