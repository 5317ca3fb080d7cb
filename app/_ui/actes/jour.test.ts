import { describe, expect, it } from 'vitest';
import type { DateCivile } from '#shared/temps/types';
import { horsGarde, lireJour } from './jour';

const premier = '2026-09-01' as DateCivile;

describe('lireJour', () => {
  it('[CO-6] un jour d’avant la période gardée est refusé au champ, avec la période', () => {
    expect(lireJour('2026-08-31', premier)).toMatchObject({ ok: false });
    expect(lireJour('2026-08-31', premier)).toMatchObject({ message: expect.stringContaining('1er septembre 2026') });
    expect(lireJour('2026-09-01', premier)).toEqual({ ok: true, valeur: '2026-09-01' });
    expect(lireJour('2020-01-01', undefined)).toMatchObject({ ok: true });
  });
  it('un jour vide ou qui n’existe pas se dit', () => {
    for (const t of ['', '2026-11-31']) expect(lireJour(t, premier)).toMatchObject({ message: expect.any(String) });
  });
});

describe('horsGarde', () => {
  const de = (d: string, a: string) => horsGarde(d as DateCivile, a as DateCivile, premier);
  it('[RE] of days that the PC does not keep, that is said: they are not without visits', () => {
    expect(de('2026-08-01', '2026-08-31')).toMatchObject({
      rien: true,
      phrase: expect.stringMatching(/depuis le .*1er septembre 2026/),
    });
    expect(de('2026-08-31', '2026-09-06')).toMatchObject({ rien: false, premier });
  });
  it('a period that is kept whole, or a PC that has not been told yet what it keeps, says nothing', () => {
    expect(de('2026-09-01', '2026-09-30')).toBeUndefined();
    expect(horsGarde(premier, premier, undefined)).toBeUndefined();
  });
});
