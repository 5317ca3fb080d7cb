import { beforeEach, describe, expect, it } from 'vitest';
import { type Brouillons, creerBrouillons } from '../../../_donnees/depot/brouillons';
import { refuseeAttend, remettre, reprendreRefusee } from './refusee';

const LIEU = 'fiche libre 2026-11-26 I1';
const REFUSEE = { usagerId: 'U1', arrivee: '830', depart: '930' };
const SUIVANTE = { usagerId: 'U2', arrivee: '10' };
let b: Brouillons;
beforeEach(() => {
  b = creerBrouillons();
});

describe('une fiche que le disque refuse', () => {
  it('[CO-6] revient à sa ligne, si rien n’y a été tapé depuis', () => {
    expect(remettre(b, LIEU, REFUSEE, false)).toBe(true);
    expect([b.lire(LIEU), b.lieux().length, refuseeAttend(b, LIEU)]).toEqual([REFUSEE, 1, false]);
  });

  it('[CO-6] n’efface pas la suivante, déjà commencée, ni son brouillon : elle revient quand la ligne est vide', () => {
    b.garder(LIEU, SUIVANTE);
    expect(remettre(b, LIEU, REFUSEE, false)).toBe(false);
    expect([b.lire(LIEU), b.lieux().length, refuseeAttend(b, LIEU)]).toEqual([SUIVANTE, 2, true]);
    expect(reprendreRefusee(b, LIEU)).toBeUndefined();
    b.oublier(LIEU);
    expect(reprendreRefusee(b, LIEU)).toEqual(REFUSEE);
    expect([b.lire(LIEU), b.lieux().length, refuseeAttend(b, LIEU)]).toEqual([REFUSEE, 1, false]);
  });

  it('[CO-6] ne prend pas un nom dont on tape les premières lettres ; plusieurs attendent, et aucune n’est perdue', () => {
    expect(remettre(b, LIEU, REFUSEE, true)).toBe(false);
    expect(remettre(b, LIEU, SUIVANTE, true)).toBe(false);
    expect([b.lire(LIEU), b.lieux().length]).toEqual([undefined, 2]);
    const rendues = [reprendreRefusee(b, LIEU)];
    b.oublier(LIEU);
    rendues.push(reprendreRefusee(b, LIEU));
    expect(rendues).toEqual([REFUSEE, SUIVANTE]);
    expect(refuseeAttend(b, LIEU)).toBe(false);
  });

  it('n’est rendue qu’à sa ligne', () => {
    remettre(b, LIEU, REFUSEE, true);
    expect(reprendreRefusee(b, `${LIEU}2`)).toBeUndefined();
    expect(refuseeAttend(b, `${LIEU}2`)).toBe(false);
  });
});
