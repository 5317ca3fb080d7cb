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

  it('a date is judged by its figures as a calendar judges it', () => {
    const calendrier = (t: string): boolean => {
      const ms = Date.parse(t);
      return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(t.replace(/Z$/, ''));
    };
    const deux = (n: number): string => String(n).padStart(2, '0');
    const ecarts: string[] = [];
    for (const annee of ['0000', '1900', '2000', '2024', '2026'])
      for (let mois = 0; mois < 14; mois++)
        for (const jour of [0, 1, 28, 29, 30, 31, 32])
          for (const suite of ['00:00:00', '23:59:59', '24:00:00', '12:60:00', '12:00:60']) {
            const t = `${annee}-${deux(mois)}-${deux(jour)}T${suite}Z`;
            if (instantSchema.safeParse(t).success !== calendrier(t)) ecarts.push(t);
          }
    expect(ecarts).toEqual([]);
  });

  it('[DU-1] des minutes sont entières, ou rien', () => {
    expect(() => minutes(Number.NaN)).toThrow('minutes entières');
    expect(() => minutes(1.5)).toThrow('minutes entières');
  });
});
