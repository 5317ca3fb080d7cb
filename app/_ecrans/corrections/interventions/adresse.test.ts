import { describe, expect, it } from 'vitest';
import type { DateCivile } from '#shared/temps/types';
import { decaler, ecrireAdresse, lireAdresse, periode, versVue } from './adresse';

const aujourdhui = '2026-11-25' as DateCivile;
const lire = (q: string) => lireAdresse(new URLSearchParams(q), aujourdhui);

describe('adresse des interventions', () => {
  it('sans rien, montre le mois courant, à traiter', () => {
    expect(lire('')).toMatchObject({ vue: 'mois', mois: '2026-11', filtre: 'a-traiter', id: undefined });
    expect(periode(lire(''))).toEqual({ de: '2026-11-01', a: '2026-11-30' });
  });
  it.each([
    'jour=2026-02-30',
    'mois=2026-13',
    'filtre=tout',
    'filtre=constructor',
    'groupe=toString',
    'semaine=x',
    'tri=constructor,-,',
    'jour=&mois=x',
  ])('« %s » retombe sur ses pieds', (q) => {
    expect(lire(q)).toMatchObject({ vue: 'mois', mois: '2026-11', filtre: 'a-traiter' });
  });
  it.each([
    'jour=2026-10-25&filtre=toutes',
    'mois=2026-10&filtre=corrigees&id=intervention%3A2026-10-02%3AP1',
    'mois=2026-11',
    'mois=2026-11&tri=usager%2C-duree&id=x',
    'semaine=2026-11-23&statut=SANS_DEPART&usager=U1&groupe=aide',
  ])('« %s » se relit', (q) => {
    expect(ecrireAdresse(lire(q))).toBe(q);
  });
  it('une semaine va du lundi au dimanche, quel que soit le jour écrit', () => {
    for (const d of ['2026-11-23', '2026-11-25', '2026-11-29']) {
      expect(periode(lire(`semaine=${d}`))).toEqual({ de: '2026-11-23', a: '2026-11-29' });
    }
    expect(decaler(lire('semaine=2026-11-23'), 1)).toEqual({ jour: '2026-11-30', id: undefined });
  });
  it('change de vue sans changer de moment', () => {
    const mois = lire('mois=2026-11');
    expect(versVue(mois, 'jour', aujourdhui)).toEqual({ vue: 'jour', jour: aujourdhui, id: undefined });
    expect(versVue(mois, 'semaine', aujourdhui)).toEqual({ vue: 'semaine', jour: '2026-11-23', id: undefined });
    expect(versVue(lire('mois=2026-09'), 'jour', aujourdhui)).toEqual({
      vue: 'jour',
      jour: '2026-09-01',
      id: undefined,
    });
    expect(versVue(lire('jour=2026-10-31'), 'mois', aujourdhui)).toEqual({
      vue: 'mois',
      mois: '2026-10',
      id: undefined,
    });
  });
  it('avance d’un jour ou d’un mois, et quitte la visite choisie', () => {
    expect(decaler(lire('jour=2026-10-31'), 1)).toEqual({ jour: '2026-11-01', id: undefined });
    expect(decaler(lire('mois=2026-01&id=x'), -1)).toEqual({ mois: '2025-12', id: undefined });
  });
});
