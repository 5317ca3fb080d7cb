import { describe, expect, it } from 'vitest';
import { ecrireTri, etatDe, lireTri, triDe } from './tri';

describe('le tri de la grille, dans l’adresse', () => {
  it.each(['usager', '-duree', 'jour,-statut,aide'])(
    '« %s » se relit, et passe par la grille sans changer',
    (texte) => {
      const tri = lireTri(texte);
      expect(tri && ecrireTri(tri)).toBe(texte);
      expect(triDe(etatDe(tri).reverse())).toEqual(tri);
    },
  );
  it('ce qui n’est pas une colonne est laissé de côté', () => {
    expect(lireTri('toString,-usager,,')).toEqual([{ colonne: 'usager', sens: 'desc' }]);
    for (const rien of [null, '', '-', 'constructor']) expect(lireTri(rien)).toBeUndefined();
    expect(triDe([{ colId: 'usager', sort: null, sortIndex: null }])).toBeUndefined();
    expect(etatDe(undefined)).toEqual([]);
  });
});
