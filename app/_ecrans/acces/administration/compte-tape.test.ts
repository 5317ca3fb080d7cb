import { expect, it } from 'vitest';
import { type CompteTape, lireCompte } from './compte-tape';

const tape = (plus: Partial<CompteTape>): CompteTape => ({
  ...{ identifiant: '', nom: '  ', courriel: '', role: 'GESTIONNAIRE', antennes: [], responsable: false },
  ...plus,
});
const manquent = (plus: Partial<CompteTape>): string[] => {
  const lu = lireCompte(tape(plus));
  return lu.ok ? [] : Object.keys(lu.erreurs).sort();
};

it('un compte dit d’un coup ce qui lui manque, l’antenne d’un gestionnaire comprise', () => {
  expect(manquent({})).toEqual(['antennes', 'identifiant', 'nom']);
  expect(manquent({ identifiant: 'c.martin', nom: 'Claire MARTIN' })).toEqual(['antennes']);
  expect(manquent({ identifiant: 'c.martin', nom: 'Claire MARTIN', antennes: ['EST'] })).toEqual([]);
  // Neither a box nor a courriel is asked for, nor an antenna of who has none.
  expect(manquent({ role: 'TECHNICIEN' })).toEqual(['identifiant', 'nom']);
  expect(manquent({ role: 'TECHNICIEN', identifiant: 't', nom: 'T' })).toEqual([]);
});
