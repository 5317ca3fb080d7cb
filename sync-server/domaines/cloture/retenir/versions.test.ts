import { afterAll, beforeAll, expect, it } from 'vitest';
import { INSECABLE } from '#shared/espaces';
import { ajouterMois, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireComplements } from '../../../store/lectures/clos';
import { selonEtats } from '../../chiffres/etats/testing/selon-etats';
import { rapportDe, usagersDates } from '../../dossiers/testing/banc-import';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

// A plan that changes after months were closed [FI-10]: by a file, as Millésime sends it. M2 has no visit before October: what it
// leaves of its caps counts all the same.

const [AOUT, SEPTEMBRE, OCTOBRE, NOVEMBRE, DECEMBRE] = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12'] as [
  Mois,
  Mois,
  Mois,
  Mois,
  Mois,
];
let s: BancCloture;

const visite = (id: string, jour: string, heures: number, usagerId = 'M1') =>
  s.pointer(id, paris(`${jour} 08:00`), paris(`${jour} ${String(8 + heures).padStart(2, '0')}:00`), { usagerId });

type Ligne = readonly [string, string?];
/** What the report says of the file's versions. */
const recevoir = async (jour: string, lignes: readonly Ligne[]): Promise<string[]> => {
  const nom = `USAGERS_${jour.replaceAll('-', '')}.csv`;
  s.aller(`${jour}T06:00:00Z`);
  const r = rapportDe(await s.b.importer({ [nom]: usagersDates(lignes) }, { a: s.maintenant() }), nom);
  expect([r.etat, r.refuses, r.avertissements]).toEqual(['IMPORTE', [], []]);
  return (r.versions ?? []).map((v) => `${v.valeur} ${v.raison}`.replaceAll(INSECABLE, ' '));
};

const clore = (mois: Mois) => {
  s.aller(`${premierJour(ajouterMois(mois, 1))}T08:00:00Z`);
  return s.clore(mois);
};
const complementaires = async (mois: Mois) => {
  const f = await s.fichiers(mois, ['SUD']);
  expect(f[`COMPLEMENTAIRE_SUD_${mois.replace('-', '')}.csv`]).toBeUndefined();
  return lignesDe(f[`VENTILATION_COMPLEMENTAIRE_SUD_${mois.replace('-', '')}.csv`]);
};
const ventilation = async (mois: Mois) =>
  lignesDe((await s.fichiers(mois, ['SUD']))[`VENTILATION_SUD_${mois.replace('-', '')}.csv`]);

let avant: Record<string, string>;
beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 6), ligneApa('M2', 6), ligneApa('M3', 6)]);
  await visite('A1', '2026-08-03', 5);
  await visite('A2', '2026-08-04', 3);
  await visite('A3', '2026-08-05', 8, 'M3');
  await visite('B1', '2026-09-07', 8);
  await visite('B3', '2026-09-08', 4, 'M3');
  await clore(AOUT);
  await clore(SEPTEMBRE);
  avant = { ...(await s.fichiers(AOUT, ['SUD'])), ...(await s.fichiers(SEPTEMBRE, ['SUD'])) };
  // As a version of the product that did not date them had written it: it is read as it is.
  await s.usager('SUD', 'M2', (u) => ({
    ...u,
    prisesEnCharge: u.prisesEnCharge.map(({ recuLe: _, ...p }) => p),
  }));
});
afterAll(() => s.b.fermer());

it('[FI-10] [FI-9] a cap changed in place after a closing: the closed months’ files are the same bytes, no complementary line leaves, the new cap holds from the first open month', async () => {
  const dit = await recevoir('2026-10-10', [[ligneApa('M1', 2)], [ligneApa('M2', 2)], [ligneApa('M3', 9)]]);
  expect(dit).toEqual(
    ['PM1', 'PM2', 'PM3'].map((n) => `${n} nouvelle version, à partir du 1er octobre 2026 (change : plafond)`),
  );
  await visite('C1', '2026-10-05', 4);
  await visite('C2', '2026-10-06', 10, 'M2');
  await visite('C4', '2026-10-08', 6, 'M2');
  await visite('C3', '2026-10-07', 12, 'M3');
  await clore(OCTOBRE);
  expect(await complementaires(OCTOBRE)).toEqual([]);
  expect({ ...(await s.fichiers(AOUT, ['SUD'])), ...(await s.fichiers(SEPTEMBRE, ['SUD'])) }).toEqual(avant);
  expect(await ventilation(OCTOBRE)).toEqual([
    // 2 h of October; August and September had taken all.
    'M1;;PROPRE;I1;120;1',
    'M1;PM1;APA;I1;120;1',
    // 2 h of October, and 12 h that August and September left at 6 h each, without a visit.
    'M2;;PROPRE;I1;120;1',
    'M2;PM2;APA;I1;840;2',
    // 9 h of October, and 2 h that September left at 6 h: no more than it granted then.
    'M3;;PROPRE;I1;60;1',
    'M3;PM3;APA;I1;660;1',
  ]);
});

it('[FI-10] a row with a date_effet in a closed month: exactly the difference leaves, once, with what it moves of the months after', async () => {
  const dit = await recevoir('2026-11-10', [
    [ligneApa('M1', 7), '01/09/2026'],
    [ligneApa('M2', 2)],
    [ligneApa('M3', 9)],
  ]);
  expect(dit).toEqual([
    'PM1 nouvelle version, à partir du 1er septembre 2026 (change : plafond). Ce mois est clos : ce qui y change partira en lignes complémentaires',
  ]);
  await clore(NOVEMBRE);
  expect(await complementaires(NOVEMBRE)).toEqual([
    // 7 h where there were 6, and August had none left; October: 4 h, all covered.
    'M1;;PROPRE;I1;120;60;1;2026-09',
    'M1;PM1;APA;I1;360;420;1;2026-09',
    'M1;;PROPRE;I1;120;0;0;2026-10',
    'M1;PM1;APA;I1;120;240;1;2026-10',
  ]);
  expect({ ...(await s.fichiers(AOUT, ['SUD'])), ...(await s.fichiers(SEPTEMBRE, ['SUD'])) }).toEqual(avant);
});

it('[FI-10] [FI-6] a closed month’s version that granted more, by its date: what it left moves the month after, which did not change itself', async () => {
  await recevoir('2026-12-02', [
    [ligneApa('M1', 7)],
    [ligneApa('M2', 2)],
    // August alone: 10 h, of which 8 were done; September had 4 h of its 6, October 9 h and 2 h of September.
    [ligneApa('M3', 10).replace(';01/06/2025;;', ';01/08/2026;31/08/2026;')],
    [ligneApa('M3', 6).replace(';01/06/2025;;', ';01/09/2026;30/09/2026;')],
    [ligneApa('M3', 9).replace(';01/06/2025;;', ';01/10/2026;;')],
  ]);
  await clore(DECEMBRE);
  expect(await complementaires(DECEMBRE)).toEqual([
    'M3;;PROPRE;I1;120;0;0;2026-08',
    'M3;PM3;APA;I1;360;480;1;2026-08',
    'M3;;PROPRE;I1;60;0;0;2026-10',
    'M3;PM3;APA;I1;660;720;1;2026-10',
  ]);
});

it('[FI-10] plan authorised against used: each month against the cap that then held', async () => {
  const suivi = async (mois: Mois) =>
    (await selonEtats(s.b.magasin, s.maintenant, mois, 'SUD', []))['suivi-plans']?.filter(([id]) => id === 'M1');
  expect([await suivi(AOUT), await suivi(SEPTEMBRE), await suivi(OCTOBRE), await suivi(NOVEMBRE)]).toEqual([
    [['M1', 'PM1', 360, 360]],
    [['M1', 'PM1', 360, 360]],
    [['M1', 'PM1', 120, 120]],
    [['M1', 'PM1', 420, 0]],
  ]);
});

it('[CL-4] nothing more came: nothing more leaves', async () => {
  const janvier = ajouterMois(DECEMBRE, 1);
  await clore(janvier);
  expect(await lireComplements(s.b.magasin, 'SUD', janvier)).toEqual([]);
});

it('[FI-10] [FI-6] months taken over, that nobody closes, keep their cap too: what they left is in what was closed', async () => {
  const premier = s;
  s = await ouvrirBancCloture([ligneApa('M1', 6)]);
  // July leaves 2 h, and August takes them.
  await visite('J1', '2026-07-06', 4);
  await visite('A1', '2026-08-03', 8);
  await clore(AOUT);
  const dit = await recevoir('2026-09-10', [[ligneApa('M1', 3)]]);
  expect(dit).toEqual(['PM1 nouvelle version, à partir du 1er septembre 2026 (change : plafond)']);
  await visite('B1', '2026-09-07', 5);
  await clore(SEPTEMBRE);
  expect([await ventilation(AOUT), await ventilation(SEPTEMBRE), await complementaires(SEPTEMBRE)]).toEqual([
    ['M1;PM1;APA;I1;480;1'],
    ['M1;;PROPRE;I1;120;1', 'M1;PM1;APA;I1;180;1'],
    [],
  ]);
  await s.b.fermer();
  s = premier;
});
