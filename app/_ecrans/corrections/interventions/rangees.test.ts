import { describe, expect, it } from 'vitest';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { ordonner, rangeesDe, sousEntetes } from './rangees';

const ligne = (id: string, usager: string, aTraiter = false): Ligne =>
  ({ id, usager, intervenant: 'X', aTraiter }) as unknown as Ligne;
const lignes = [ligne('1', 'ZOLA Émile'), ligne('2', 'ÉLUARD Paul', true), ligne('3', 'ZOLA Émile', true)];

describe('grouper', () => {
  it('sans groupe, rien que les lignes', () => {
    expect(rangeesDe(lignes, 'aucun')).toEqual(lignes);
  });
  it('chaque groupe dit combien il a de visites, et combien à traiter', () => {
    expect(rangeesDe(lignes, 'usager').slice(0, 2)).toEqual([
      { id: 'groupe:ZOLA Émile', entete: 'ZOLA Émile', nombre: 2, aTraiter: 1 },
      { id: 'groupe:ÉLUARD Paul', entete: 'ÉLUARD Paul', nombre: 1, aTraiter: 1 },
    ]);
  });
  it('les lignes restent sous leur tête, dans l’ordre de la colonne triée, quel qu’il soit', () => {
    const triees = rangeesDe(lignes, 'usager').toReversed();
    expect(
      sousEntetes(
        triees.map((data) => ({ data })),
        'usager',
      ).map((n) => n.data.id),
    ).toEqual(['groupe:ÉLUARD Paul', '2', 'groupe:ZOLA Émile', '3', '1']);
  });
});

describe('sur le papier, les lignes dans l’ordre de l’écran', () => {
  const ids = (ordre: readonly string[], groupe: 'aucun' | 'usager' = 'aucun'): string[] =>
    ordonner(lignes, ordre, groupe).map((l) => l.id);
  it('celui de la colonne triée, sous les mêmes têtes', () => {
    expect(ids(['2', '3', '1'])).toEqual(['2', '3', '1']);
    expect(ids(['3', '2', '1'], 'usager')).toEqual(['2', '3', '1']);
  });
  it('ce que la grille n’a pas encore suit, dans son ordre', () => {
    expect(ids([])).toEqual(['1', '2', '3']);
    expect(ids(['3', 'partie'])).toEqual(['3', '1', '2']);
  });
});
