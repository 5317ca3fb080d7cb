import { describe, expect, test } from 'vitest';
import { ajouterJours } from '../../temps/paris';
import { jour } from '../../testing/constructeurs';
import { initialeDe, nomParle } from './noms-parles';
import { appelablesDe, voieDe } from './offerts';
import { SORTI_APRES_J } from './sorti';

test('a name is a first name and an initial', () => {
  expect(nomParle('Jeanne', initialeDe('Dupont'))).toBe('Jeanne D.');
  expect(nomParle('Élodie', initialeDe("d'Ormesson"))).toBe('Élodie D.');
  expect(nomParle('', initialeDe('élan'))).toBe('É.');
  expect(nomParle('Luc', initialeDe('---'))).toBe('Luc');
});

const JOUR = jour('2026-12-02');
const u = (prenom: string, absentDepuis?: string) => ({
  prenom,
  initiale: 'M',
  ...(absentDepuis === undefined ? {} : { absentDepuis: jour(absentDepuis) }),
});
const noms = (usagers: readonly { prenom: string }[]): string[] => usagers.map((x) => x.prenom);

describe('[PT-5] whom a call from a number may be about', () => {
  test('who has left is offered as long as they are not held to be gone, and again where it is nobody else’s', () => {
    const couple = [u('Jeanne'), u('Paul', '2026-10-01')];
    const dernier = ajouterJours(jour('2026-10-01'), SORTI_APRES_J - 1);
    expect([dernier, ajouterJours(dernier, 1)].map((d) => noms(appelablesDe(couple, d)))).toEqual([
      ['Jeanne', 'Paul'],
      ['Jeanne'],
    ]);
    expect(noms(appelablesDe([u('Paul', '2026-01-01')], JOUR))).toEqual(['Paul']);
  });
  test('who is missing and spoken like one who is there is that one, by another id', () => {
    expect(noms(appelablesDe([u('JEANNE', '2026-12-01'), u('Jeanne'), u('Luc', '2026-12-01')], JOUR))).toEqual([
      'Jeanne',
      'Luc',
    ]);
  });
  test('the number says it, or a key of those that are offered, or the code: nobody, too many, or two spoken alike', () => {
    expect(voieDe([u('Jeanne')])).toBe('SEUL');
    expect(voieDe([u('Jeanne'), u('Paul')])).toBe('CHOIX');
    expect(voieDe([u('Jeanne'), u('JEANNE')])).toBe('CODE');
    const dix = [...'ABCDEFGHIJ'].map((prenom) => u(prenom));
    expect([voieDe(dix.slice(0, 9)), voieDe(dix), voieDe([])]).toEqual(['CHOIX', 'CODE', 'CODE']);
  });
});
