import { describe, expect, it } from 'vitest';
import type { Saisie } from '#shared/contrats/saisie';
import { phraseRetrait } from './phrase-retrait';

const saisies = (n: number): Saisie[] => Array.from({ length: n }, () => ({}) as Saisie);
const dite = (n: number, perdues: number, brouillons = 0): string =>
  phraseRetrait({ antenne: 'EST', saisies: saisies(n), perdues, brouillons }).replaceAll(/[\u00a0\u202f]/g, ' ');

describe('[CO-6] antenne retirée', () => {
  it.each([
    [3, 0, 'L’antenne Est ne vous est plus ouverte : 3 saisies n’ont pas été envoyées.'],
    [1, 0, 'L’antenne Est ne vous est plus ouverte : 1 saisie n’a pas été envoyée.'],
    [0, 1, 'L’antenne Est ne vous est plus ouverte : 1 saisie non envoyée n’a pas pu être relue et est perdue.'],
    [
      2,
      2,
      'L’antenne Est ne vous est plus ouverte : 2 saisies n’ont pas été envoyées. 2 saisies non envoyées n’ont pas pu être relues et sont perdues.',
    ],
  ])('%i gardées et %i perdues', (n, perdues, phrase) => {
    expect(dite(n, perdues)).toBe(phrase);
  });

  it.each([
    [0, 0, 1, 'L’antenne Est ne vous est plus ouverte : 1 saisie commencée n’a pas été enregistrée.'],
    [
      1,
      0,
      2,
      'L’antenne Est ne vous est plus ouverte : 1 saisie n’a pas été envoyée. 2 saisies commencées n’ont pas été enregistrées.',
    ],
  ])('%i gardées, %i perdues et %i commencées', (n, perdues, brouillons, phrase) => {
    expect(dite(n, perdues, brouillons)).toBe(phrase);
  });
});
