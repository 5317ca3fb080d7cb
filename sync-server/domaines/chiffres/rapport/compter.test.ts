import { expect, test } from 'vitest';
import { resumeAppels } from './compter';

test.each([
  ['par le téléphone seul', { SVI: 1_250 }, '1\u00a0250 par téléphone', /^0\sappel sans pointage/],
  ['sans un pointage', {}, '0 par téléphone', /^0\sappel sans pointage/],
  ['d’avant le service', { REPRISE: 12 }, '12 de l’ancien système', /^0\sappel sans pointage/],
  [
    'du mois de la bascule',
    { SVI: 3, REPRISE: 12 },
    '3 par téléphone',
    /^12 de l’ancien système, 0\sappel sans pointage/,
  ],
])('les pointages %s se disent d’où ils viennent', (_, pointages, combien, detail) => {
  expect(resumeAppels({ pointages, appels: {} })).toMatchObject({ combien, detail: expect.stringMatching(detail) });
});
