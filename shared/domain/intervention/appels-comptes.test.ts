import { expect, test } from 'vitest';
import {
  STATUTS_BRUTS,
  STATUTS_RETENUS,
  type StatutBrut,
  type StatutRetenu,
} from '../../contrats/corrections/intervention';
import { compterAppels } from './appels-comptes';

const compter = (brut: StatutBrut | undefined, statut: StatutRetenu): string =>
  Object.entries(compterAppels(brut, statut))
    .flatMap(([nom, vrai]) => (vrai ? [nom] : []))
    .join(' ');

test.each<[StatutBrut | undefined, StatutRetenu, string]>([
  ['COMPLETE', 'COMPLETE', 'pointee'],
  ['COMPLETE', 'CORRIGEE', 'pointee corrigee'],
  ['COMPLETE', 'ANNULEE', ''],
  ['SANS_DEPART', 'SANS_DEPART', 'pointee incomplete'],
  ['SANS_DEPART', 'CORRIGEE', 'pointee incomplete incompleteCorrigee corrigee'],
  ['SANS_ARRIVEE', 'ANNULEE', 'pointee incomplete incompleteCorrigee corrigee'],
  ['NON_POINTEE', 'CREEE', 'creee'],
  [undefined, 'CREEE', 'creee'],
  ['NON_POINTEE', 'NON_POINTEE', ''],
])('[RG] raw %s, retained %s: %s', (brut, statut, attendu) => {
  expect(compter(brut, statut)).toBe(attendu);
});

test('[AP-5] [RG] under way, it is in no rate yet, its departure typed or not', () => {
  for (const statut of ['EN_COURS', 'CORRIGEE', 'ANNULEE'] as const) expect(compter('EN_COURS', statut)).toBe('');
});

test('[RG] every numerator is within its denominator', () => {
  for (const brut of [undefined, ...STATUTS_BRUTS])
    for (const statut of STATUTS_RETENUS) {
      const c = compterAppels(brut, statut);
      expect(c.incomplete && !c.pointee).toBe(false);
      expect(c.incompleteCorrigee && !(c.incomplete && c.corrigee)).toBe(false);
      expect(c.corrigee && !c.pointee).toBe(false);
    }
});
