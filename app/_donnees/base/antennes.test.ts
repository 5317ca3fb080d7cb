import { afterEach, expect, test, vi } from 'vitest';
import { antenneSchema, type FicheAntenne } from '#shared/contrats/antenne';
import { codesAntennes, poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { noterAntennes, reprendreAntennes } from './antennes';
import { oublierCompte } from './stockage';
import { navigateur } from './testing/navigateur';

const NEUVE: FicheAntenne = {
  code: antenneSchema.parse('NEUVE'),
  libelle: 'Neuve',
  arrondissements: [21],
  adresse: ['', ''],
};
const AVEC = [...REGISTRE_DE_DEPART, NEUVE];

afterEach(() => {
  vi.unstubAllGlobals();
  poserRegistre(REGISTRE_DE_DEPART);
});

test('what is known already is not written, whatever the order of its fields; another antenna is, and comes back', () => {
  navigateur();
  noterAntennes(REGISTRE_DE_DEPART.map(({ code, ...reste }) => ({ ...reste, code })));
  expect(localStorage.getItem('tg.antennes')).toBeNull();
  noterAntennes(AVEC);
  poserRegistre(REGISTRE_DE_DEPART);
  reprendreAntennes();
  expect(codesAntennes()).toContain(NEUVE.code);
});

test('[CO-6] the antennas stay for who still has something on this PC, and go with the last account', () => {
  navigateur();
  noterAntennes(AVEC);
  for (const qui of ['anne', 'marie']) localStorage.setItem(`tg.trousseau.${qui}`, '{}');
  oublierCompte('anne');
  expect(localStorage.getItem('tg.antennes')).not.toBeNull();
  oublierCompte('marie');
  expect(localStorage.getItem('tg.antennes')).toBeNull();
});
