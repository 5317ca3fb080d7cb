import { afterEach, expect, it } from 'vitest';
import { basePointages } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { ajouterMois } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { type BancCloture, dejaParti, ditesDeuxFois, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

// [CL-1, CL-3] The raw hours of a usager who changes antenna between two closings: in one BRUT, whoever closes first.

const [AOUT, SEPTEMBRE] = ['2026-08', '2026-09'] as [Mois, Mois];
const DEUX = ['SUD', 'EST'] as const;
let s: BancCloture;
afterEach(() => s.b.fermer());

const clore = async (mois: Mois, ...antennes: readonly (typeof DEUX)[number][]) => {
  s.aller(`${ajouterMois(mois, 1)}-01T08:00:00Z`);
  await s.tourner();
  return s.clore(mois, antennes);
};
/** A file that comes late, of before the visits, moves them. */
const demenager = (...antennes: readonly ['EST' | 'OUEST', string][]) =>
  s.usager('SUD', 'M1', (u) => ({
    ...u,
    antennes: [...u.antennes, ...antennes.map(([antenne, depuis]) => ({ antenne, depuis: depuis as DateCivile }))],
  }));
const pointer = (sens: Pointage['sens'], instant: string): Promise<void> =>
  s.poser(basePointages(paris(instant)), [
    {
      _id: `pointage:${paris(instant)}:A${sens[0]}`,
      type: 'pointage',
      id: `A${sens[0]}`,
      sens,
      instant: paris(instant),
      recuLe: s.maintenant(),
      source: 'SVI',
      usagerId: 'M1',
      intervenantId: 'I1',
    } satisfies Pointage & { _id: string },
  ]);
/** The punches of each antenna's BRUT. */
const bruts = async (mois: Mois, antennes: readonly (typeof DEUX)[number][] = DEUX) => {
  const fichiers = await s.fichiers(mois, antennes);
  return antennes.map((a) =>
    lignesDe(fichiers[`BRUT_${a}_${mois.replace('-', '')}.csv`]).map((l) =>
      l.split(';').slice(6, 8).filter(Boolean).join(' '),
    ),
  );
};

it('[CL-3] told with its departure alone, it is not told again by the antenna that its usager joins once the arrival has come', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await pointer('DEPART', '2026-08-31 10:00');
  await clore(AOUT, 'SUD');
  await demenager(['EST', '2026-08-20']);
  await pointer('ARRIVEE', '2026-08-31 08:00');
  await clore(AOUT, 'EST');
  expect(await s.interventions('EST')).toMatchObject([{ id: 'AA' }]);
  expect(await bruts(AOUT)).toEqual([['AD'], []]);
});

it('[CL-1] [CL-3] the antenna that its usager joins has closed already: the one that they left gives the raw hours, and it the visit', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await s.pointer('A', paris('2026-08-31 08:00'), paris('2026-08-31 10:00'));
  await clore(AOUT, 'EST');
  await demenager(['EST', '2026-08-20']);
  // It came after: it is late, and in no BRUT.
  await s.pointer('B', paris('2026-08-30 08:00'), paris('2026-08-30 09:00'));
  await clore(AOUT, 'SUD');
  expect(await bruts(AOUT)).toEqual([['AA AD'], []]);
  await clore(SEPTEMBRE, ...DEUX);
  expect(await bruts(SEPTEMBRE)).toEqual([[], []]);
  expect([...(await dejaParti(s.b, DEUX))]).toEqual([['2026-08 M1 PM1 APA I1', 180]]);
  expect(await ditesDeuxFois(s.b, DEUX)).toEqual([]);
});

it('[CL-1] [CL-3] of the antennas that a usager left one after the other, one alone gives them', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await s.pointer('A', paris('2026-08-31 08:00'), paris('2026-08-31 10:00'));
  await clore(AOUT, 'EST');
  await demenager(['OUEST', '2026-08-10'], ['EST', '2026-08-20']);
  await clore(AOUT, 'SUD');
  s.aller('2026-09-01T09:00:00Z');
  await s.clore(AOUT, ['OUEST']);
  expect(await bruts(AOUT)).toEqual([[], []]);
  expect(lignesDe((await s.fichiers(AOUT, ['OUEST']))['BRUT_OUEST_202608.csv'])).toHaveLength(1);
});

// A visit that passes the month's end is told by the month of its arrival; by that of its departure while the arrival is not known.

const NUIT = { arrivee: '2026-08-31 23:30', depart: '2026-09-01 00:30' } as const;
const horsOrdre = async (mois: Mois, a: string) => {
  s.aller(a);
  await s.tourner();
  return s.clore(mois, ['SUD']);
};
const deuxMois = async () => [...(await bruts(AOUT, ['SUD'])), ...(await bruts(SEPTEMBRE, ['SUD']))];

it('[CL-3] its departure was told alone, by a month closed ahead: the month of its arrival, received since, does not tell it again', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await pointer('DEPART', NUIT.depart);
  await horsOrdre(SEPTEMBRE, '2026-10-01T08:00:00Z');
  await pointer('ARRIVEE', NUIT.arrivee);
  await horsOrdre(AOUT, '2026-10-02T08:00:00Z');
  expect(await s.interventions('SUD')).toMatchObject([{ id: 'AA' }]);
  expect(await deuxMois()).toEqual([['AA'], ['AD']]);
});

it('[CL-3] its arrival comes once the month of it is closed: its departure, which was there in time, is told by its own month', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await pointer('DEPART', NUIT.depart);
  await horsOrdre(AOUT, '2026-09-02T08:00:00Z');
  await pointer('ARRIVEE', NUIT.arrivee);
  await horsOrdre(SEPTEMBRE, '2026-10-01T08:00:00Z');
  expect(await s.interventions('SUD')).toMatchObject([{ id: 'AA' }]);
  expect(await deuxMois()).toEqual([[], ['AD']]);
  expect([...(await dejaParti(s.b, ['SUD']))]).toEqual([['2026-08 M1 PM1 APA I1', 60]]);
});

it('[CL-3] told as a pair, then paired with a later arrival of the next month: its departure is told once, that arrival too', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await s.pointer('A', paris(NUIT.arrivee), paris(NUIT.depart));
  await horsOrdre(AOUT, '2026-09-02T08:00:00Z');
  await s.pointer('B', paris('2026-09-01 00:10'), paris('2026-09-01 03:00'));
  await horsOrdre(SEPTEMBRE, '2026-10-01T08:00:00Z');
  expect((await s.interventions('SUD')).map((i) => i.id)).toEqual(['AA', 'BA', 'BD']);
  expect(await deuxMois()).toEqual([['AA AD'], ['BD', 'BA']]);
});
