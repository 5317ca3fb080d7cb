import { afterEach, expect, it } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ajouterMois } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireFinanceurs } from '../../../store/lectures/connus';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';
import { rectifications } from '../testing/rectifications';

// [CL-1, FI-6] M1, two hours of APA a month, changes antenna: what one antenna rectifies or closes late moves the caps of the other.

const [AOUT, SEPTEMBRE, OCTOBRE, NOVEMBRE, DECEMBRE] = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12'] as [
  Mois,
  Mois,
  Mois,
  Mois,
  Mois,
];
const DEUX = ['SUD', 'EST'] as const;
let s: BancCloture;
afterEach(() => s.b.fermer());

const visite = (id: string, jour: string, de: string, a: string) =>
  s.pointer(id, paris(`${jour} ${de}`), paris(`${jour} ${a}`));
const demenager = (...antennes: [Antenne, string][]) =>
  s.usager('SUD', 'M1', (u) => ({
    ...u,
    antennes: [u.antennes[0] ?? { antenne: 'SUD', depuis: '2000-01-01' as DateCivile }].concat(
      antennes.map(([antenne, depuis]) => ({ antenne, depuis: depuis as DateCivile })),
    ),
  }));
const clore = async (mois: Mois, antennes: readonly Antenne[]) => {
  s.aller(`${ajouterMois(mois, 1)}-01T08:00:00Z`);
  await s.clore(mois, antennes);
};
/** What the closing would rectify, the same as if all months about the move were split again. */
const juste = async (mois: Mois, antenne: Antenne) => {
  s.aller(`${ajouterMois(mois, 1)}-01T08:00:00Z`);
  await s.tourner();
  const [un, tout] = [await rectifications(s, mois, [antenne], false), await rectifications(s, mois, [antenne], true)];
  expect(un.complements).toEqual(tout.complements);
  return {
    ...un,
    lignes: un.complements.flat().flatMap((c) => c.ventilation.map((v) => [v.moisOrigine, v.ancien, v.nouveau])),
  };
};

it('[CL-1] [FI-6] what an antenna rectifies after the other has closed moves that one’s months at its next closing, though nothing else was written', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 2)]);
  await visite('A', '2026-08-05', '08:00', '10:00');
  await demenager(['EST', '2026-09-12']);
  await visite('B', '2026-09-20', '08:00', '11:00');
  await clore(AOUT, DEUX);
  await clore(SEPTEMBRE, DEUX);
  // An hour of August that September may take.
  await s.corriger(await s.intervention('SUD', 'AA'), 'HORAIRE', { fin: paris('2026-08-05 09:00') });
  expect((await juste(OCTOBRE, 'EST')).lignes).toEqual([]);
  await clore(OCTOBRE, ['EST']);
  await clore(OCTOBRE, ['SUD']);
  expect((await juste(NOVEMBRE, 'EST')).lignes).toEqual([
    [SEPTEMBRE, 60, 0],
    [SEPTEMBRE, 120, 180],
  ]);
  await clore(NOVEMBRE, ['EST']);
  expect(lignesDe((await s.fichiers(NOVEMBRE, ['EST']))['VENTILATION_COMPLEMENTAIRE_EST_202611.csv'])).toEqual([
    'M1;;PROPRE;I1;60;0;0;2026-09',
    'M1;PM1;APA;I1;120;180;1;2026-09',
  ]);
});

it('[CL-1] [FI-6] a month that the other antenna has still open, or closes late, is counted as it then is', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 2)]);
  await visite('A', '2026-08-05', '08:00', '10:00');
  await demenager(['EST', '2026-09-12'], ['SUD', '2026-10-05']);
  await visite('B', '2026-09-05', '08:00', '09:00');
  await visite('C', '2026-09-20', '08:00', '08:40');
  await visite('D', '2026-10-20', '08:00', '11:00');
  await clore(AOUT, DEUX);
  for (const mois of [SEPTEMBRE, OCTOBRE, NOVEMBRE]) await clore(mois, ['SUD']);
  // East’s forty minutes of September are billed sixty from now on: nothing is left of that month for October.
  const apa = (await lireFinanceurs(s.b.magasin)).find((f) => f.code === 'APA');
  await s.poser(BASE_CENTRALE, [{ ...apa, pas: 60 }]);
  const attendues = [
    [OCTOBRE, 40, 60],
    [OCTOBRE, 140, 120],
  ];
  expect((await juste(DECEMBRE, 'SUD')).lignes).toEqual(attendues);
  for (const mois of [SEPTEMBRE, OCTOBRE, NOVEMBRE]) await clore(mois, ['EST']);
  expect((await juste(DECEMBRE, 'SUD')).lignes).toEqual(attendues);
});

it('[CL-1] once nothing moves its caps any more, a move makes no closed month be split again', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 2)]);
  await visite('A', '2026-08-05', '08:00', '10:00');
  await demenager(['EST', '2026-09-12']);
  for (const mois of [AOUT, SEPTEMBRE, OCTOBRE, NOVEMBRE]) {
    await visite(`V${mois}`, `${mois}-20`, '08:00', '11:00');
    await clore(mois, DEUX);
  }
  expect((await juste(DECEMBRE, 'SUD')).repartis).toEqual([NOVEMBRE]);
  expect((await rectifications(s, DECEMBRE, ['SUD'], true)).repartis).toEqual([SEPTEMBRE, OCTOBRE, NOVEMBRE]);
});
