import { afterAll, beforeAll, expect, it } from 'vitest';
import { codesAntennes, poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { antennesAClore } from '../../../store/lectures/antennes-a-clore';
import { fermerAntenne } from '../../antennes/antennes';
import { fichier, INTERVENANTS } from '../../dossiers/testing/banc-import';
import { lireEnvoi } from '../testing/banc-dases';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';

// An antenna closes for good once its months are closed; SALSA then opens a right whose hours it had made.

const [OCT, NOV, DEC, JAN, FEV] = ['2026-10', '2026-11', '2026-12', '2027-01', '2027-02'] as [
  Mois,
  Mois,
  Mois,
  Mois,
  Mois,
];
const usagers = (antenne: string, salsa: 'O' | 'N'): string =>
  fichier('USAGERS', [
    ...USAGERS.split('\r\n').slice(1, -2),
    `M9;MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;${antenne};P9;APA75;1;01/06/2025;;;AD;${salsa}`,
  ]);

let b: BancEnvois;
const importer = (nom: string, texte: string, a: string) =>
  b.importer({ [nom]: texte }, { a: `${a}T08:00:00Z`, confirmer: true });
const clore = async (mois: Mois, le: string, antennes = codesAntennes()) =>
  expect(await cloreMois(b, mois, `${le}T08:00:00Z`, antennes)).toBe('');

beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await importer('USAGERS_20261002.csv', usagers('NORD_OUEST', 'N'), '2026-10-02');
  const punchs = ['A9;14/10/2026 14:00:00;A;I1;M9;', 'D9;14/10/2026 15:00:00;D;I1;M9;'];
  await importer('POINTAGES_202610.csv', fichier('POINTAGES', punchs), '2026-11-02');
  await clore(OCT, '2026-11-05');
  await importer('USAGERS_20261106.csv', usagers('SUD', 'N'), '2026-11-06');
  await clore(NOV, '2026-12-02');
  const acte = { magasin: b.magasin, horloge: () => '2026-12-03T08:00:00Z' as Instant, auteur: 'admin' };
  const fermee = await fermerAntenne(acte, { code: 'NORD_OUEST', le: '2026-12-04' as DateCivile });
  expect(fermee.ok ? '' : fermee.refus.message).toBe('');
  await clore(DEC, '2027-01-05');
});
afterAll(async () => {
  poserRegistre(REGISTRE_DE_DEPART);
  await b.fermer();
});

const demandee = async (mois = JAN) => (await antennesAClore(b.magasin, mois)).includes('NORD_OUEST');

it('[CL-5] a right opened late for hours of an antenna that takes nobody any more: the month that the others close is asked of it, and its hours leave', async () => {
  expect(await demandee()).toBe(false);
  // What concerns nothing that it did changes nothing.
  await importer('INTERVENANTS_20270109.csv', INTERVENANTS, '2027-01-09');
  expect(await demandee()).toBe(false);
  await importer('USAGERS_20270110.csv', usagers('SUD', 'O'), '2027-01-10');
  expect(await demandee()).toBe(true);
  await clore(JAN, '2027-02-05');
  const { lignes, avis } = await lireEnvoi(b, JAN);
  expect(lignes).toEqual([['P9', OCT, 60]]);
  expect(avis.map(([pec, debut]) => [pec, debut?.slice(0, 10)])).toEqual([['P9', '2026-10-14']]);

  // Told: nothing more is asked, nor of a right that closes.
  expect(await demandee(FEV)).toBe(false);
  await importer('USAGERS_20270210.csv', usagers('SUD', 'N'), '2027-02-10');
  expect(await demandee(FEV)).toBe(false);
});
