import { expect, it } from 'vitest';
import type { Ligne } from '../../_donnees/depot/lignes';
import { tournees } from './semaine-antenne';

const ligne = (id: string, date: string, aide: string, nom: string): Ligne =>
  ({ id, date, intervenant: nom, retenue: { intervenantId: aide } }) as unknown as Ligne;

it('the week of an antenna: its aides by name, each day the visits in their order', () => {
  const dites = tournees([
    ligne('1', '2026-11-23', 'I2', 'ÉMERIC Zoé'),
    ligne('2', '2026-11-23', 'I1', 'DIALLO Awa'),
    ligne('3', '2026-11-23', 'I2', 'ÉMERIC Zoé'),
    ligne('4', '2026-11-25', 'I2', 'ÉMERIC Zoé'),
  ]).map((t) => [t.nom, t.visites, [...t.jours].map(([j, ls]) => `${j} ${ls.map((l) => l.id).join()}`)]);
  expect(dites).toEqual([
    ['DIALLO Awa', 1, ['2026-11-23 2']],
    ['ÉMERIC Zoé', 3, ['2026-11-23 1,3', '2026-11-25 4']],
  ]);
});
