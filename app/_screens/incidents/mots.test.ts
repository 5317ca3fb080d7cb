import { expect, test } from 'vitest';
import type { Role, Session } from '#shared/contrats/compte';
import { direEtat } from './mots';

const lecteur = (identifiant: string, role: Role): Pick<Session, 'identifiant' | 'role' | 'antennes'> => ({
  identifiant,
  role,
  antennes: role === 'GESTIONNAIRE' ? ['EST'] : [],
});
const noms = { claire: 'Claire Morel' };

test('an answer is awaited of the antenna that signalled: said so to it, and to the others by its name', () => {
  const i = { etat: 'ATTENTE', antenne: 'EST', auteur: 'est' } as const;
  expect(direEtat(i, noms, lecteur('est', 'GESTIONNAIRE'))).toBe('Attend votre réponse');
  expect(direEtat(i, noms, lecteur('collegue', 'GESTIONNAIRE'))).toBe('Attend votre réponse');
  for (const role of ['CENTRAL', 'TECHNIQUE'] as const)
    expect(direEtat(i, noms, lecteur('autre', role))).toBe('Attend l’antenne Est');
});

test('of who signalled of no antenna, by name; and what waits for nobody’s answer says the same to all', () => {
  const i = { etat: 'ATTENTE', auteur: 'claire' } as const;
  expect(direEtat(i, noms, lecteur('claire', 'AUDITEUR'))).toBe('Attend votre réponse');
  expect(direEtat(i, noms, lecteur('technique', 'TECHNIQUE'))).toBe('Attend Claire Morel');
  expect(direEtat({ ...i, etat: 'PRIS' }, noms, lecteur('technique', 'TECHNIQUE'))).toBe('Pris en charge');
});
