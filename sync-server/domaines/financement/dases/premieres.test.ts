import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Complement } from '#shared/contrats/cloture/complement';
import { baseAntenne, idComplement } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { ecrireLot, lireUn } from '../../../ports/documents';
import { lireFiges } from '../../../store/lectures/clos';
import { fichier } from '../../dossiers/testing/banc-import';
import { lireEnvoi } from '../testing/banc-dases';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';

// Visits that come once their month was closed, of usagers who had none in it: the DASES is told of them for the first time by a
// complement, and no frozen state of their month says whose they are.

const [OCT, NOV, DEC] = ['2026-10', '2026-11', '2026-12'] as [Mois, Mois, Mois];
const ligne = (id: string, salsa: 'O' | 'N'): string =>
  `${id};MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;SUD;P${id.slice(1)};APA75;1;01/06/2025;;;AD;${salsa}`;
/** M7 is open from the start, M6 and M8 in December. */
const usagers = (salsa: 'O' | 'N'): string =>
  fichier('USAGERS', [...USAGERS.split('\r\n').slice(1, -2), ligne('M6', salsa), ligne('M7', 'O'), ligne('M8', salsa)]);
const punch = (id: string, usager: string, jour: string): string[] => [
  `A${id};${jour} 14:00:05;A;I1;${usager};`,
  `D${id};${jour} 15:00:00;D;I1;${usager};`,
];

let b: BancEnvois;
const clore = async (mois: Mois, le: string) => expect(await cloreMois(b, mois, le)).toBe('');

const taire = async (usagerId: string): Promise<void> => {
  const doc = await lireUn<Complement>(b.magasin, baseAntenne('SUD'), idComplement(NOV, usagerId));
  if (!doc) throw new Error(usagerId);
  const { usager: _, ...reste } = doc;
  await ecrireLot(b.magasin, baseAntenne('SUD'), [reste]);
};

beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await b.importer({ 'USAGERS_20261002.csv': usagers('N') }, { a: '2026-11-02T08:00:00Z' });
  await clore(OCT, '2026-11-05T08:00:00Z');
  const tardifs = ['M6', 'M7', 'M8'].flatMap((u, n) => punch(`T${n}`, u, '12/10/2026'));
  await b.importer(
    {
      'POINTAGES_202610.csv': fichier('POINTAGES', tardifs),
      'POINTAGES_202611.csv': fichier('POINTAGES', punch('N8', 'M8', '10/11/2026')),
      // Known of the DASES for M1, and M7's from now on.
      'CORRECTIONS_202610.csv': fichier('CORRECTIONS', [
        'X1;20/11/2026 10:00:00;anne;DONNEES;A1;;M7;;;;;;ERREUR_PLANNING;;',
      ]),
    },
    { a: '2026-11-21T08:00:00Z' },
  );
  await clore(NOV, '2026-12-05T08:00:00Z');
  await b.importer({ 'USAGERS_20261210.csv': usagers('O') }, { a: '2026-12-10T08:00:00Z' });
  await clore(DEC, '2027-01-05T08:00:00Z');
});
afterAll(() => b.fermer());

it('[CL-3] [CL-5] a visit that came after its month was closed: its row and its notice, raw and retained hours; one that was known under another usager, its rows alone', async () => {
  const { lignes, avis } = await lireEnvoi(b, NOV);
  expect(lignes).toEqual([
    ['P1', OCT, undefined],
    ['P7', OCT, 59],
    ['P7', OCT, 60],
  ]);
  expect(avis).toEqual([['P7', '2026-10-12T14:00:00+02:00', '2026-10-12T14:00:05+02:00']]);
});

it('[CL-3] [CL-5] a right opened late brings visits that a complement alone had told: each has its row and its notice, and says whose it is', async () => {
  const figes = (await lireFiges(b.magasin, 'SUD', OCT)).map((e) => e.usagerId);
  expect(['M6', 'M7', 'M8'].filter((u) => figes.includes(u))).toEqual([]);
  const { lignes, avis, xml } = await lireEnvoi(b, DEC);
  expect(lignes).toEqual([
    ['P6', OCT, 60],
    ['P8', OCT, 60],
    ['P8', NOV, 60],
  ]);
  expect(avis.map(([pec, debut]) => [pec, debut?.slice(0, 10)])).toEqual([
    ['P6', '2026-10-12'],
    ['P8', '2026-10-12'],
    ['P8', '2026-11-10'],
  ]);
  expect(xml.match(/<pie:FirstName>Zoé</g)).toHaveLength(3);
});

it('[CL-5] a complement of before, which did not say who: another frozen month says it; where none does, the message is refused and names the visit', async () => {
  const avant = await lireEnvoi(b, DEC);
  await taire('M8');
  expect(await lireEnvoi(b, DEC)).toEqual(avant);
  await taire('M6');
  expect((await lireEnvoi(b, DEC)).refus).toMatch(
    /visite AT0.* : son usager n’est dans aucun fichier.*rien n’est préparé/,
  );
});
