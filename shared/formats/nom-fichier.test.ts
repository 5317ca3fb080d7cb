import { expect, it } from 'vitest';
import { lireNomFichier, type NomFichier, ordreDePrise } from './nom-fichier';

it.each<[string, NomFichier['sorte']]>([
  ['USAGERS_20261001.csv', 'connu'],
  ['PLANNING_202610.csv', 'connu'],
  ['FINANCEURS.csv', 'connu'],
  ['USAGERS_20261301.csv', 'mal-nomme'],
  ['USAGERS_20260231.csv', 'mal-nomme'],
  ['USAGERS_202610.csv', 'mal-nomme'],
  ['PLANNING_20261001.csv', 'mal-nomme'],
  ['PLANNING_202613.csv', 'mal-nomme'],
  ['usagers_20261001.csv', 'mal-nomme'],
  ['FINANCEURS_2026.csv', 'mal-nomme'],
  ['notes.txt', 'inconnu'],
  ['SERVICE_FAIT_SUD_202610.csv', 'inconnu'],
])('%s est %s', (nom, sorte) => {
  expect(lireNomFichier(nom).sorte).toBe(sorte);
});

it('range par genre, puis par date', () => {
  const noms = [
    'CORRECTIONS_202610.csv',
    'USAGERS_20261002.csv',
    'POINTAGES_202609.csv',
    'USAGERS_20261001.csv',
    'FINANCEURS.csv',
    'PLANNING_202610.csv',
    'INTERVENANTS_20261001.csv',
  ];
  const lus = noms.map(lireNomFichier).filter((f) => f.sorte === 'connu');
  expect(lus.sort(ordreDePrise).map((f) => f.nom)).toEqual([
    'FINANCEURS.csv',
    'INTERVENANTS_20261001.csv',
    'USAGERS_20261001.csv',
    'USAGERS_20261002.csv',
    'PLANNING_202610.csv',
    'POINTAGES_202609.csv',
    'CORRECTIONS_202610.csv',
  ]);
});
