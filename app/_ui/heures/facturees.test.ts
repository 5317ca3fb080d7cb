import { describe, expect, it } from 'vitest';
import type { Minutes, Mois } from '#shared/temps/types';
import { financeur, pec, usager } from '#shared/testing/constructeurs';
import { tableDuPoste } from '../../_donnees/depot/table-financeurs';
import { ligneDe } from '../../_donnees/depot/testing/lignes';
import { minutesFacturees, utiliseDuMois } from './facturees';

const mois = '2026-11' as Mois;
const FINANCEURS = [
  financeur('PCH', 'PCH', { pas: 15 as Minutes }),
  financeur('MUT', 'MUTUELLE'),
  financeur('PROPRE', 'TARIF_PROPRE'),
];
const table = tableDuPoste(FINANCEURS);
if (!table) throw new Error('table attendue');
const denise = usager('U1', {
  prisesEnCharge: [
    pec('P1', 'PCH', { minutesMax: 60 as Minutes }),
    pec('P2', 'MUT', { priorite: 2, minutesMax: 30 as Minutes }),
  ],
});
const faite = (id: string, jour: string, debut: string, fin: string) =>
  ligneDe(id, jour, { prevu: [debut, fin], fait: [debut, fin] });

describe('ce que le mois a pris des prises en charge', () => {
  it('[FI-2] [DU-2] remplit la première jusqu’à son plafond, puis la suivante, arrondies comme à la clôture', () => {
    const lignes = [faite('A', '2026-11-03', '08:00', '08:50'), faite('B', '2026-11-04', '08:00', '08:20')];
    // 50 → 45, 20 → 15: the first one's cap is met exactly.
    expect([...utiliseDuMois(denise, lignes, mois, table)]).toEqual([['P1', 60]]);
    expect(minutesFacturees(lignes, new Map([['U1', denise]]), table)).toBe(60);
  });

  it('[FI-3] compte à part ce que rien ne couvre', () => {
    const lignes = [faite('A', '2026-11-03', '08:00', '10:00')];
    expect([...utiliseDuMois(denise, lignes, mois, table)]).toEqual([
      ['P1', 60],
      ['P2', 30],
      ['', 30],
    ]);
  });

  it('ne prend ni les visites incomplètes, ni celles d’un autre mois', () => {
    const lignes = [
      ligneDe('A', '2026-11-03', { prevu: ['08:00', '09:00'], fait: ['08:00', undefined] }),
      ligneDe('B', '2026-11-04', { prevu: ['08:00', '09:00'] }),
      faite('C', '2026-10-31', '08:00', '09:00'),
    ];
    expect(utiliseDuMois(denise, lignes, mois, table).size).toBe(0);
  });

  it('sans table des financeurs entière, ne dit rien plutôt que du faux', () => {
    expect(tableDuPoste([])).toBeUndefined();
    expect(tableDuPoste([{ code: 'PROPRE', libelle: 'Propre', dispositif: 'TARIF_PROPRE' }])).toBeUndefined();
  });
});
