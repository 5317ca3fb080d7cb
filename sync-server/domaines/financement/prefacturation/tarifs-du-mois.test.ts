import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mois } from '#shared/temps/types';
import { type BancCloture, FINANCEURS_APA, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { fichier } from '../../dossiers/testing/banc-import';
import { lireMoisPrefactures } from './lire-mois';
import { calculerLignes } from './prefacturer';

// The rate of the APA changes on 16 October; an hour of the 10th, which October billed, turns out to be of the 20th.

const [OCT, NOV] = ['2026-10', '2026-11'] as [Mois, Mois];
const financeurs = (lignes: readonly string[]): string =>
  fichier('FINANCEURS', [...lignes, ...FINANCEURS_APA.split('\r\n').slice(2, -2)]);

let s: BancCloture;
const importer = async (lignes: readonly string[], a: string): Promise<void> => {
  const r = await s.b.importer({ 'FINANCEURS.csv': financeurs(lignes) }, { a, confirmer: true });
  expect(r.fichiers.flatMap((f) => [f.refusFichier, ...f.refuses]).filter(Boolean)).toEqual([]);
};

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 20)]);
  await importer(
    ['APA;APA;APA;01/01/2024;0;N;1;PROCHE;20,00', 'APA;APA;APA;16/10/2026;0;N;1;PROCHE;24,00'],
    '2026-09-01T06:00:00Z',
  );
  await s.pointer('V1', '2026-10-10T07:00:00Z', '2026-10-10T08:00:00Z');
  s.aller('2026-11-05T08:00:00Z');
  await s.tourner();
  await s.clore(OCT, ['SUD']);
  const [i] = await s.interventions('SUD');
  if (!i) throw new Error('pas de visite');
  await s.corriger(i, 'SUPPRESSION', { motif: 'ERREUR_PLANNING' });
  await s.pointer('V2', '2026-10-20T07:00:00Z', '2026-10-20T08:00:00Z');
  // Whatever the table says since.
  await importer(['APA;APA;APA;01/01/2024;0;N;1;PROCHE;30,00'], '2026-11-20T06:00:00Z');
  s.aller('2026-12-05T08:00:00Z');
  await s.tourner();
  await s.clore(NOV, ['SUD']);
});
afterAll(() => s.b.fermer());

it('[CL-2] [FI-9] an hour that passes from a rate of a closed month to the other is billed its difference, though nothing of the split moved, at the rates of that month', async () => {
  const lus = await lireMoisPrefactures({ magasin: s.b.magasin, horloge: s.maintenant }, ['SUD'], NOV);
  const x = lus.ok ? lus.valeur[0] : undefined;
  if (!x) throw new Error('mois non lu');
  expect(x.complements.flatMap((c) => c.ventilation)).toEqual([]);
  const { complements, usagers } = await calculerLignes(s.b.magasin, x);
  expect(complements.map((l) => [l.tarif, l.ancien, l.nouveau, l.ancienMontant, l.nouveauMontant])).toEqual([
    [2000, 60, 0, 2000, 0],
    [2400, 0, 60, 0, 2400],
  ]);
  const [l] = complements;
  expect(l?.intervenant).not.toBe(l?.intervenantId);
  expect(usagers.has('M1')).toBe(true);
});
