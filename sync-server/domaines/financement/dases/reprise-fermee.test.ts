import { afterAll, beforeAll, expect, it } from 'vitest';
import { codesAntennes, poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { antennesAClore } from '../../../store/lectures/antennes-a-clore';
import { fermerAntenne } from '../../antennes/antennes';
import { fichier } from '../../dossiers/testing/banc-import';
import { lireEnvoi } from '../testing/banc-dases';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';

// An antenna told a visit, takes it back with its last closing, and closes for good; another one tells it with the next.

const [OCT, NOV, DEC, JAN] = ['2026-10', '2026-11', '2026-12', '2027-01'] as [Mois, Mois, Mois, Mois];
const usagers = (antenne: string): string =>
  fichier('USAGERS', [
    ...USAGERS.split('\r\n').slice(1, -2),
    `M9;MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;${antenne};P9;APA75;1;01/06/2025;;;AD;O`,
  ]);

let b: BancEnvois;
const importer = (nom: string, texte: string, a: string) => b.importer({ [nom]: texte }, { a, confirmer: true });
const clore = async (mois: Mois, le: string, antennes = codesAntennes()) =>
  expect(await cloreMois(b, mois, `${le}T08:00:00Z`, antennes)).toBe('');

beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await importer('USAGERS_20261002.csv', usagers('NORD_OUEST'), '2026-10-02T08:00:00Z');
  const punchs = ['A9;14/10/2026 14:00:00;A;I1;M9;', 'D9;14/10/2026 15:00:00;D;I1;M9;'];
  await importer('POINTAGES_202610.csv', fichier('POINTAGES', punchs), '2026-11-02T08:00:00Z');
  await clore(OCT, '2026-11-05');
  await importer('USAGERS_20261106.csv', usagers('SUD'), '2026-11-06T08:00:00Z');
  await clore(NOV, '2026-12-02');
  const don = 'X1;02/12/2026 10:00:00;anne;DONNEES;A9;;M1;;;;;;ERREUR_PLANNING;;';
  await importer('CORRECTIONS_202610.csv', fichier('CORRECTIONS', [don]), '2026-12-02T10:00:00Z');
  const acte = { magasin: b.magasin, horloge: () => '2026-12-03T08:00:00Z' as Instant, auteur: 'admin' };
  const fermee = await fermerAntenne(acte, { code: 'NORD_OUEST', le: '2026-12-04' as DateCivile });
  expect(fermee.ok ? '' : fermee.refus.message).toBe('');
  await clore(
    DEC,
    '2027-01-05',
    codesAntennes().filter((a) => a !== 'NORD_OUEST'),
  );
  await clore(DEC, '2027-01-06', ['NORD_OUEST']);
  expect((await antennesAClore(b.magasin, JAN)).includes('NORD_OUEST')).toBe(false);
  await clore(
    JAN,
    '2027-02-05',
    codesAntennes().filter((a) => a !== 'NORD_OUEST'),
  );
});
afterAll(async () => {
  poserRegistre(REGISTRE_DE_DEPART);
  await b.fermer();
});

it('[CL-5] a visit that an antenna closed for good has taken back is told again by its row alone: its notice has left', async () => {
  const lus = [await lireEnvoi(b, OCT), await lireEnvoi(b, DEC), await lireEnvoi(b, JAN)];
  expect(lus.map((e) => e.ids.filter((id) => id.startsWith('A9')))).toEqual([['A9'], [], []]);
  expect(lus.map((e) => e.lignes)).toEqual([[], [['P9', OCT, undefined]], [['P1', OCT, 60]]]);
});
