import { expect, test } from 'vitest';
import { paris } from '../../testing/constructeurs';
import { direParti, type Parti } from './mots';

const prepareLe = paris('2026-11-28 10:16');
const dire = (plus: Partial<Parti>): string =>
  direParti({ nom: 'ANNE Garde', etat: 'PREPARE', prepareLe, ...plus }).replaceAll('\u00a0', ' ');

test('[AL-7] what is said of a message is what became of it: only what was delivered has told somebody', () => {
  const remisLe = paris('2026-11-28 10:17');
  const courrielLe = paris('2026-11-28 10:16');
  expect(dire({ etat: 'REMIS', remisLe })).toBe('A prévenu ANNE Garde, SMS remis à 10 h 17');
  expect(dire({ etat: 'REMIS', raison: 'RETARD', courrielLe, remisLe: paris('2026-11-29 08:01') })).toBe(
    'A prévenu ANNE Garde, SMS remis le 29 novembre 2026 à 8 h 01',
  );
  expect(dire({})).toBe('N’a pas encore pu prévenir ANNE Garde');
  expect(dire({ etat: 'TENTE' })).toBe('A écrit à ANNE Garde, SMS parti, sans réponse encore');
  expect(dire({ etat: 'PRIS' })).toBe('A écrit à ANNE Garde, SMS pris par l’opérateur');
  expect(dire({ etat: 'RETARD', raison: 'RETARD' })).toBe('A écrit à ANNE Garde, SMS en retard');
  expect(dire({ etat: 'COURRIEL', raison: 'BUDGET', courrielLe })).toBe(
    'A écrit à ANNE Garde, par courriel à 10 h 16 (le nombre de SMS du mois est atteint)',
  );
  for (const etat of ['PERDU', 'REFUSE'] as const)
    expect(dire({ etat, raison: 'CREDIT' })).toBe(
      'N’a pas pu prévenir ANNE Garde (le compte de l’opérateur n’a plus de crédit)',
    );
  expect(dire({ etat: 'SANS_OBJET' })).toBe('N’a plus eu à prévenir ANNE Garde');
});
