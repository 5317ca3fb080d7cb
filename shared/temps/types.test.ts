import { describe, expect, it } from 'vitest';
import { dateCivileSchema, instantSchema, minutes } from './types';

describe('les unités', () => {
  it('[PT-1] un instant existe, est en UTC et à la seconde', () => {
    const lu = (s: string) => instantSchema.safeParse(s).success;
    expect(lu('2026-10-25T00:30:00Z')).toBe(true);
    for (const s of [
      '2026-99-99T00:00:00Z',
      '2026-02-30T08:00:00Z',
      '2026-10-01T24:00:00Z',
      '2026-10-01T08:60:00Z',
      '2026-10-01T99:99:99Z',
      '2026-10-01T08:00:00',
      '2026-10-01T08:00:00.000Z',
    ]) {
      expect([s, lu(s)]).toEqual([s, false]);
    }
  });

  it('[CL-1] une date civile existe au calendrier', () => {
    const lu = (s: string) => dateCivileSchema.safeParse(s).success;
    expect([lu('2024-02-29'), lu('0001-01-01'), lu('2026-02-29'), lu('2026-04-31')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('[DU-1] des minutes sont entières, ou rien', () => {
    expect(() => minutes(Number.NaN)).toThrow('minutes entières');
    expect(() => minutes(1.5)).toThrow('minutes entières');
  });
});
