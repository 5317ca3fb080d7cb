import fc from 'fast-check';
import { expect, it } from 'vitest';
import './proprietes';
import { graineDuJour, lireGraine } from './graine';

it('the seed of the properties is the one that is asked for, or the date', () => {
  expect(graineDuJour(new Date('2026-11-29T23:59:00Z'))).toBe(20_261_129);
  expect(lireGraine('', new Date('2026-11-29T23:59:00Z'))).toBe(20_261_129);
  expect(lireGraine('7')).toBe(7);
  expect(() => lireGraine('sept')).toThrow('GRAINE');
});

it('a property that fails says its seed, with which it fails again in the same way', () => {
  const dit = (seed?: number): string => {
    try {
      fc.assert(
        fc.property(fc.nat(), (n) => n < 1000),
        seed === undefined ? {} : { seed },
      );
    } catch (e) {
      return String(e);
    }
    return '';
  };
  const seed = lireGraine(process.env.GRAINE);
  expect(dit()).toContain(`seed: ${seed}`);
  expect(dit(seed)).toBe(dit());
});
