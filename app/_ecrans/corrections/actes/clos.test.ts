import { describe, expect, it } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Instant, Mois } from '#shared/temps/types';
import { moisDeLaVisite, moisDuJour, phraseMoisClos } from './clos';

const octobre = '2026-10' as Mois;
const novembre = '2026-11' as Mois;

describe('le mois clos se dit avant la saisie', () => {
  it('[CO-5] avec ce que deviendra la correction', () => {
    expect(phraseMoisClos(new Set([octobre]), [novembre, octobre])).toBe(
      'Octobre 2026 est clos : cette correction sera gardée et partira avec la prochaine clôture.',
    );
    expect(phraseMoisClos(new Set([octobre]), [novembre])).toBeUndefined();
  });
  it('[CO-5] en tête d’une liste qui montre le mois, et avant de rattacher un appel de ce mois', () => {
    expect(phraseMoisClos(new Set([octobre]), [octobre, novembre], 'LISTE')).toBe(
      'Octobre 2026 est clos : ce que vous y corrigez est gardé et partira avec la prochaine clôture.',
    );
    expect(phraseMoisClos(new Set([octobre]), [octobre], 'RATTACHEMENT')).toBe(
      'Octobre 2026 est clos : ce que ce rattachement y change sera gardé et partira avec la prochaine clôture.',
    );
  });
  it('[CO-5] une visite retenue le mois d’après touche les deux', () => {
    const intervention = { date: '2026-10-31' } as Intervention;
    expect(moisDeLaVisite({ intervention, debut: '2026-10-31T23:30:00Z' as Instant })).toEqual([octobre, novembre]);
    expect(moisDeLaVisite({ intervention })).toEqual([octobre]);
  });
  it('un jour à moitié tapé n’est d’aucun mois', () => {
    expect(moisDuJour('2026-10-05')).toEqual([octobre]);
    for (const t of ['', '2026-10-32']) expect(moisDuJour(t)).toEqual([]);
  });
});
