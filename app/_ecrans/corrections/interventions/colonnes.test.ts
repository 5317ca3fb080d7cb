import type { ColDef, ValueGetterParams } from 'ag-grid-community';
import { describe, expect, it } from 'vitest';
import { paris } from '#shared/testing/constructeurs';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { colonnes } from './colonnes';
import type { Retirable } from './largeurs';
import type { Rangee } from './rangees';

const a = (hm: string) => paris(`2026-11-20 ${hm}`);
const ligne = (plus: object = {}, intervention: object = {}): Ligne =>
  ({
    duree: 58,
    retenue: { debut: a('08:31'), fin: a('09:29'), supprimee: false, intervention, ...plus },
  }) as unknown as Ligne;

const colonne = (nom: string, retirees: readonly Retirable[] = []): ColDef<Rangee> => {
  const trouvee = colonnes(false, new Set(retirees), { moi: 'A', montree: false }, new Map()).find(
    (c) => c.colId === nom,
  );
  if (!trouvee) throw new Error(`pas de colonne ${nom}`);
  return trouvee;
};
const valeur = ({ valueGetter }: ColDef<Rangee>, data: Ligne): unknown =>
  typeof valueGetter === 'function' ? valueGetter({ data } as ValueGetterParams<Rangee>) : undefined;
/** As the grid decides it: a cell whose value is the same is left as it was drawn. */
const redessinee = (c: ColDef<Rangee>, avant: Ligne, apres: Ligne): boolean => {
  const [x, y] = [valeur(c, avant), valeur(c, apres)];
  return c.equals ? !c.equals(x, y) : x !== y;
};

describe('ce que la grille dessine suit la visite', () => {
  const annulee = ligne({ supprimee: true });
  it.each([
    ['retenu', []],
    ['duree', []],
    ['arrivee', ['retenu']],
    ['depart', ['retenu']],
  ] as const)('annulée ou rétablie, ses heures ne changent pas : « %s » est redessinée', (nom, retirees) => {
    const c = colonne(nom, retirees);
    expect([redessinee(c, ligne(), annulee), redessinee(c, annulee, ligne())]).toEqual([true, true]);
    expect(redessinee(c, annulee, ligne({ supprimee: true }))).toBe(false);
  });
  it('étroite, une heure tapée que son appel vient dire aussi n’est plus en gras', () => {
    const appelee = ligne({}, { arrivee: { instant: a('08:31') } });
    expect(redessinee(colonne('arrivee', ['retenu']), ligne(), appelee)).toBe(true);
  });
  it('le tri est celui des heures et des durées, annulée ou non ; ce qui n’en a pas vient d’abord', () => {
    const tri = (nom: string, x: Ligne, y: Ligne): number => {
      const { comparator, ...c } = colonne(nom);
      const args = [valeur(c, x), valeur(c, y)] as const;
      return typeof comparator === 'function' ? Math.sign(comparator(...args, {} as never, {} as never, false)) : 0;
    };
    const tard = ligne({ debut: a('10:05') });
    expect([tri('retenu', annulee, tard), tri('retenu', tard, annulee), tri('retenu', annulee, ligne())]).toEqual([
      -1, 1, 0,
    ]);
    const longue = { ...ligne(), duree: 120 } as Ligne;
    const { duree: _, ...sans } = ligne();
    expect([
      tri('duree', annulee, longue),
      tri('duree', sans as Ligne, annulee),
      tri('duree', annulee, ligne()),
    ]).toEqual([-1, -1, 0]);
  });
});
