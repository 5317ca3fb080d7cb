import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireHeure, situer } from './heure';

const jour = '2026-11-25' as DateCivile;
const i = (t: string) => t as Instant;

describe('lireHeure', () => {
  it.each([
    ['831', 8, 31],
    ['8:31', 8, 31],
    ['8h31', 8, 31],
    ['8 h 31', 8, 31],
    ['8\u00a0h\u00a031', 8, 31],
    ['08.31', 8, 31],
    ['0831', 8, 31],
    ['1745', 17, 45],
    ['8', 8, 0],
    ['8h', 8, 0],
    ['23:59', 23, 59],
  ])('lit %s', (texte, heures, minutes) => {
    expect(lireHeure(texte)).toEqual({ ok: true, valeur: { genre: 'HEURE', heures, minutes } });
  });

  it.each([
    ['+5', 5],
    ['-10', -10],
    ['+ 5', 5],
  ])('lit l’écart %s', (texte, minutes) => {
    expect(lireHeure(texte)).toEqual({ ok: true, valeur: { genre: 'ECART', minutes } });
  });

  it.each(['', 'huit', '2460', '8h61', '99', '12345', '8h3', '+'])('refuse « %s » en disant les formes', (texte) => {
    const lu = lireHeure(texte);
    expect(lu.ok).toBe(false);
    if (!lu.ok) expect(lu.refus.message).toContain('831, 8:31 ou 8h31');
  });

  it('lit pareil les trois formes de toute heure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (h, m) => {
        const mm = String(m).padStart(2, '0');
        const formes = [`${h}${mm}`, `${h}:${mm}`, `${h}h${mm}`, `${h} h ${mm}`].map((t) => lireHeure(t));
        for (const f of formes) expect(f).toEqual(formes[0]);
        expect(formes[0]).toMatchObject({ ok: true, valeur: { heures: h, minutes: m } });
      }),
    );
  });
});

describe('situer', () => {
  const heure = (heures: number, minutes = 0) => ({ genre: 'HEURE' as const, heures, minutes });
  const reperes = { jour, dureeMax: 840 };

  it('place l’heure le jour de la visite', () => {
    expect(situer(heure(8, 31), 'debut', reperes)).toEqual({ ok: true, valeur: '2026-11-25T07:31:00Z' });
  });
  it('un départ passé minuit tombe le lendemain', () => {
    const r = { ...reperes, autre: i('2026-11-25T21:00:00Z') };
    expect(situer(heure(6), 'fin', r)).toEqual({ ok: true, valeur: '2026-11-26T05:00:00Z' });
  });
  it('une arrivée d’avant minuit tombe la veille de son départ', () => {
    const r = { ...reperes, autre: i('2026-11-24T23:30:00Z') };
    expect(situer(heure(22), 'debut', r)).toEqual({ ok: true, valeur: '2026-11-24T21:00:00Z' });
  });
  it('[CO-3] un départ d’avant l’arrivée reste le même jour, où il est refusé', () => {
    const r = { ...reperes, autre: i('2026-11-25T08:40:00Z') };
    expect(situer(heure(8, 30), 'fin', r)).toEqual({ ok: true, valeur: '2026-11-25T07:30:00Z' });
  });
  it('un écart se compte depuis l’heure de référence', () => {
    const r = { ...reperes, reference: i('2026-11-25T07:30:00Z') };
    expect(situer({ genre: 'ECART', minutes: 5 }, 'debut', r)).toEqual({ ok: true, valeur: '2026-11-25T07:35:00Z' });
    expect(situer({ genre: 'ECART', minutes: 5 }, 'debut', reperes).ok).toBe(false);
  });
  it('[DU-1] l’heure doublée d’automne suit l’arrivée', () => {
    const r = { jour: '2026-10-25' as DateCivile, dureeMax: 840, autre: i('2026-10-25T00:45:00Z') };
    expect(situer(heure(2, 30), 'fin', r)).toEqual({ ok: true, valeur: '2026-10-25T01:30:00Z' });
  });
  it('l’heure que le printemps saute n’existe pas', () => {
    const dit = situer(heure(2, 30), 'debut', { jour: '2026-03-29' as DateCivile, dureeMax: 840 });
    expect(dit).toMatchObject({ ok: false, refus: { message: expect.stringContaining('n’existe pas') } });
  });
  it('revient à l’heure tapée, à Paris', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (n) => {
        const dit = situer(heure(Math.floor(n / 60), n % 60), 'debut', reperes);
        expect(dit).toEqual({ ok: true, valeur: instantDe(Date.parse('2026-11-24T23:00:00Z') + n * 60_000) });
      }),
    );
  });
});
