import { expect, it } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { direHeuresLues, estLoinDuPrevu } from './duree-lue';

// 25 November 2026, Paris is an hour ahead.
const a = (h: string): Instant => `2026-11-25T${h}:00.000Z` as Instant;
const PREVU = { debut: a('08:00'), fin: a('09:30') };

it('hours that are typed are read back with how long they make, beside what was planned', () => {
  expect(direHeuresLues(a('08:16'), a('21:45'), PREVU)).toBe(
    '9\u00a0h\u00a016 → 22\u00a0h\u00a045 = 13\u00a0h\u00a029, prévu 1\u00a0h\u00a030',
  );
  expect(direHeuresLues(a('08:16'), undefined, PREVU)).toBe('9\u00a0h\u00a016 → —, prévu 1\u00a0h\u00a030');
  expect(direHeuresLues(a('08:16'), a('09:16'), undefined)).toBe(
    '9\u00a0h\u00a016 → 10\u00a0h\u00a016 = 1\u00a0h\u00a000',
  );
  expect(direHeuresLues(undefined, undefined, PREVU)).toBe('');
});

it('over twice the plan, or an hour off it, is far; less is not', () => {
  const loin = (fin: string, prevu = PREVU) => estLoinDuPrevu(a('08:16'), a(fin), prevu);
  expect([loin('21:45'), loin('10:46'), loin('10:45'), loin('08:46'), loin('08:47')]).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
  const bref = { debut: a('08:00'), fin: a('08:15') };
  expect([loin('08:46', bref), loin('08:47', bref)]).toEqual([false, true]);
});
