import { expect, test } from 'vitest';
import { policesDuDisque, textesDuPdf } from '../../pointages/fiches/testing/texte-pdf';
import { composerFeuilleUsager, type FeuilleUsager } from './feuille-usager';

const feuille: FeuilleUsager = {
  antenne: 'Est',
  nom: 'Mme\u00a0Jeanne MARTIN',
  numeroVert: '+33805123456',
  telephone: '+33199000007',
  partage: [],
  code: '654\u00a0321',
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
    'Chez Mme Jeanne MARTIN',
    '0 805 123 456',
    'code d’aide',
    '654 321',
    'Tapez 1 en arrivant, 2 en partant',
    'Arrivée : 1     Départ : 2',
    'raccrochez',
    '01 99 00 00 07',
  ];
  const places = suite.map((s) => dit.indexOf(s));
  expect(places.every((p) => p >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(dit).toContain('Imprimé le 25 novembre 2026');
});

test('of an invented service, the sheet says that it is worth nothing', () => {
  const faire = (mode?: 'demonstration') => textesDuPdf(composerFeuilleUsager(feuille, policesDuDisque(), mode)).flat();
  const [mention, ...reste] = faire('demonstration');
  expect(mention).toBe('DÉMONSTRATION — sans valeur');
  expect(reste).toEqual(faire());
});

test('without a code, the sheet says which key to press instead; without the number, it leaves its place', () => {
  const dit = texte({ code: '', numeroVert: '' });
  expect(dit).toContain('touche dièse (#)');
  expect(dit).not.toContain('0 805');
});

test('the aide’s own code is never printed: whoever visits would punch in her name', () => {
  expect(texte()).not.toMatch(/\b\d{5}\b/);
});

test('a couple’s sheet gives the keys of the choice, as the voice says them', () => {
  const dit = texte({ partage: ['M.\u00a0Paul MARTIN', 'Mme\u00a0Jeanne MARTIN'] });
  for (const phrase of ['Pour M. Paul MARTIN : 1', 'Pour Mme Jeanne MARTIN : 2', 'Pour les deux : 0'])
    expect(dit).toContain(phrase);
  expect(texte({ partage: ['a', 'b', 'c'] })).not.toContain('Pour les deux');
  expect(texte()).not.toContain('chez qui');
});
