import { expect, test } from 'vitest';
import { policesDuDisque, textesDuPdf } from '../fiches/pdf/texte.testing';
import { composerFeuilleUsager, type FeuilleUsager } from './feuille-usager';

const feuille: FeuilleUsager = {
  antenne: 'Est',
  nom: 'MARTIN Jeanne',
  numeroVert: '+33805123456',
  code: '123\u00a0456',
  imprimeLe: '25 novembre 2026',
};
const texte = (plus: Partial<FeuilleUsager> = {}): string => {
  const pages = textesDuPdf(composerFeuilleUsager({ ...feuille, ...plus }, policesDuDisque()));
  expect(pages).toHaveLength(1);
  return pages.flat().join('\n');
};

test('the sheet beside the telephone says what to key, in the order of the call', () => {
  const dit = texte();
  const suite = [
    'Chez MARTIN Jeanne',
    '08 05 12 34 56',
    'code d’aide',
    '123 456',
    'Arrivée : 1     Départ : 2',
    'raccrochez',
  ];
  const places = suite.map((s) => dit.indexOf(s));
  expect(places.every((p) => p >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(dit).toContain('Imprimé le 25 novembre 2026');
});

test('without a code, the sheet says which key to press instead; without the number, it leaves its place', () => {
  const dit = texte({ code: '', numeroVert: '' });
  expect(dit).toContain('touche dièse (#)');
  expect(dit).not.toContain('08 05');
});

test('the aide’s own code is never printed: whoever visits would punch in her name', () => {
  expect(texte()).not.toMatch(/\b\d{5}\b/);
});
