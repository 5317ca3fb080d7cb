import { expect, it } from 'vitest';
import { paris } from '#shared/testing/constructeurs';
import { jusqua } from './quand';

it('jusqu’à une heure du jour même, jusqu’au jour d’après', () => {
  const maintenant = paris('2026-12-01 13:30');
  const dire = (local: string): string => jusqua(paris(local), maintenant).replaceAll('\u00a0', ' ');
  expect(dire('2026-12-01 14:00')).toBe('jusqu’à 14 h 00');
  expect(dire('2026-12-04 14:00')).toBe('jusqu’au 4 déc. 14 h 00');
});
