import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Intervention } from '../../contrats/corrections/intervention';
import { cibleStable, ciblesDe } from './cibles';

const un = (nom: string) => fc.option(fc.constant({ id: nom }), { nil: undefined });

it('[CO-7] a new correction names the first of all that reaches its intervention; without any, it is refused', () => {
  fc.assert(
    fc.property(
      fc.record({
        arrivee: un('A'),
        depart: un('D'),
        ecartes: fc.array(fc.constant({ id: 'E' }), { maxLength: 2 }),
        visite: un('V'),
        creations: fc.array(fc.constantFrom('C1', 'C2'), { maxLength: 2 }),
      }),
      (partie) => {
        const i = { _id: 'intervention:x', ...partie } as unknown as Intervention;
        const [premiere] = ciblesDe(i);
        if (premiere) expect(cibleStable(i)).toEqual(premiere);
        else expect(() => cibleStable(i)).toThrow('intervention:x');
      },
    ),
  );
});
