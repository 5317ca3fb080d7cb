import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/corrections/correction';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Instant, Mois } from '#shared/temps/types';
import { correction } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage, plageDuType } from '../../../store/lire';
import { ditesDeuxFois } from '../../cloture/testing/banc';
import { fichier } from '../../dossiers/testing/banc-import';
import { lireEnvoi } from '../testing/banc-dases';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';

// Visits of October that pass from an antenna to another between their closings of a month, and that rights opened late reach once
// they were told: over four messages, each has the notice of its first telling, and no other; and is told once, whoever closes first.

const [OCT, NOV, DEC, JAN] = ['2026-10', '2026-11', '2026-12', '2027-01'] as [Mois, Mois, Mois, Mois];
const TOUS = [OCT, NOV, DEC, JAN];
type Salsa = 'O' | 'N';
const plan = (id: string, antenne: string, pec: string, reste: string): string =>
  `${id};MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;${antenne};${pec};${reste}`;
/** Rights of P2, P6B, P7B and P10 open in December; `p7`: P7 as it is until November, then ended before the visit; `m12`: where M12 is. */
const usagers = (tard: Salsa, p7: readonly string[], m12 = 'EST'): string =>
  fichier('USAGERS', [
    ...USAGERS.split('\r\n')
      .slice(1, -2)
      .map((l) => l.replace(/^(M2;.*;)N$/, `$1${tard}`)),
    plan('M6', 'SUD', 'P6A', 'PCH75;1;01/06/2025;;0,5;AD;O'),
    plan('M6', 'SUD', 'P6B', `ASLPA75;2;01/06/2025;;;AD;${tard}`),
    ...p7,
    plan('M8', 'SUD', 'P8', 'APA75;1;01/06/2025;;;AD;O'),
    plan('M9', 'EST', 'P9', 'APA75;1;01/06/2025;;;AD;O'),
    plan('M12', m12, 'P12', 'APA75;1;01/06/2025;;;AD;O'),
    plan('M10', 'EST', 'P10', `APA75;1;01/06/2025;;;AD;${tard}`),
  ]);
const P7 = [plan('M7', 'SUD', 'P7', 'APA75;1;01/06/2025;;;AD;O')];
const P7_FINI = (tard: Salsa): string[] => [
  plan('M7', 'SUD', 'P7', 'APA75;1;01/06/2025;30/09/2026;;AD;O'),
  plan('M7', 'SUD', 'P7B', `APA75;1;01/10/2026;;;AD;${tard}`),
];
const punch = (n: string, usager: string, jour: string, aide: string): string[] => [
  `A${n};${jour}/10/2026 14:00:00;A;${aide};${usager};`,
  `D${n};${jour}/10/2026 15:00:00;D;${aide};${usager};`,
];
const pointer = (lignes: readonly string[], a: string) =>
  b.importer({ 'POINTAGES_202610.csv': fichier('POINTAGES', lignes) }, { a });
const donner = (dons: Record<string, string>, a: string) => {
  const le = `${a.slice(8, 10)}/${a.slice(5, 7)}/${a.slice(0, 4)} ${a.slice(11, 19)}`;
  const lignes = Object.entries(dons).map(
    ([visite, usager]) => `X${visite};${le};anne;DONNEES;${visite};;${usager};;;;;;ERREUR_PLANNING;;`,
  );
  return b.importer({ 'CORRECTIONS_202610.csv': fichier('CORRECTIONS', lignes) }, { a });
};
const retirer = async (visite: string, a: Instant): Promise<void> => {
  const base = baseAntenne('EST');
  const toutes = await lirePlage<Correction>(b.magasin, base, plageDuType('correction'));
  const don = toutes.find((c) => c.nature === 'DONNEES' && c.cible?.id === visite);
  if (!don) throw new Error(visite);
  const { date, antenne, cible, motif } = don;
  const retrait = correction('RETRAIT', {
    ...{ date, antenne, motif },
    ...(cible && { cible }),
    instant: a,
    retire: don.id,
    base: [don.id],
  });
  await ecrireTout(b.magasin, base, [retrait]);
};

const SAUF_EST = codesAntennes().filter((a) => a !== 'EST');
let b: BancEnvois;
let envois: Awaited<ReturnType<typeof lireEnvoi>>[];
let novembre: string;
const clore = async (mois: Mois, le: string, antennes: readonly Antenne[] = codesAntennes()) =>
  expect(await cloreMois(b, mois, le, antennes)).toBe('');

beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await b.importer({ 'USAGERS_20261002.csv': usagers('N', P7) }, { a: '2026-11-02T08:00:00Z' });
  await pointer(
    [
      ...punch('11', 'M6', '14', 'I1'),
      ...punch('7', 'M7', '12', 'I1'),
      ...punch('10', 'M10', '15', 'I2'),
      ...punch('12', 'M12', '20', 'I2'),
    ],
    '2026-11-02T09:00:00Z',
  );
  await donner({ A4: 'M1' }, '2026-11-02T10:00:00Z');
  await clore(OCT, '2026-11-05T08:00:00Z');

  await pointer([...punch('8', 'M8', '17', 'I1'), ...punch('9', 'M9', '16', 'I2')], '2026-11-10T08:00:00Z');
  await b.importer({ 'USAGERS_20261003.csv': usagers('N', P7_FINI('N')) }, { a: '2026-11-20T08:00:00Z' });
  await donner({ A1: 'M2' }, '2026-11-20T09:00:00Z');
  await clore(NOV, '2026-12-05T08:00:00Z', SAUF_EST);
  await retirer('A4', '2026-12-06T08:00:00Z' as Instant);
  await donner({ A8: 'M9' }, '2026-12-06T09:00:00Z');
  await clore(NOV, '2026-12-07T08:00:00Z', ['EST']);
  novembre = (await lireEnvoi(b, NOV)).xml;

  await b.importer({ 'USAGERS_20261004.csv': usagers('O', P7_FINI('O')) }, { a: '2026-12-10T08:00:00Z' });
  await clore(DEC, '2027-01-05T08:00:00Z', ['EST']);
  await donner({ A9: 'M1', A10: 'M1' }, '2027-01-06T08:00:00Z');
  // A file of October that is taken late: M12 had left EST before the visit.
  await b.importer(
    { 'USAGERS_20261015.csv': usagers('O', P7_FINI('O'), 'SUD') },
    { a: '2027-01-06T09:00:00Z', confirmer: true },
  );
  await clore(DEC, '2027-01-07T08:00:00Z', SAUF_EST);
  await clore(JAN, '2027-02-05T08:00:00Z');
  envois = [];
  for (const mois of TOUS) envois.push(await lireEnvoi(b, mois));
});
afterAll(() => b.fermer());

/** Months whose message has a notice of that visit, as it is named there. */
const avis = (visite: string): string[] =>
  envois.flatMap((e, n) =>
    e.ids.flatMap((id, i) => (id.split(':')[0] === visite ? `${TOUS[n]} ${id} ${e.avis[i]?.[0]}` : [])),
  );

/** Rows of DASES_COMPLEMENTAIRE of that prise en charge for October, by the message that has them. */
const lignes = (pec: string): (readonly [Mois | undefined, unknown])[] =>
  envois.flatMap((e, n) => e.lignes.flatMap((l) => (l[0] === pec && l[1] === OCT ? [[TOUS[n], l[2]] as const] : [])));

it('[CL-4] [CL-5] no visit is told twice, after any closing, nor in any message', async () => {
  expect(await ditesDeuxFois(b, codesAntennes())).toEqual([]);
});

it('[CL-5] over four messages no notice’s id comes twice', () => {
  const tous = envois.flatMap((e) => e.ids);
  expect(new Set(tous).size).toBe(tous.length);
  expect(envois.map((e) => e.refus)).toEqual(TOUS.map(() => undefined));
});

it('[CL-5] told under the usager of another antenna, and given back by a withdrawn correction once that one has closed: its rows alone', () => {
  expect(avis('A4')).toEqual([`${OCT} A4 P1`]);
  expect([lignes('P4A'), lignes('P4B')]).toEqual([[[JAN, 30]], [[JAN, 30]]]);
});

it('[CL-5] told by a complement alone, then given to another antenna that closes the same month after, or a later one: its row alone', () => {
  expect([avis('A8'), avis('A9')]).toEqual([[`${NOV} A8 P8`], [`${NOV} A9 P9`]]);
  // P9: its own, told by a complement and then taken back, and that of P8, once South has taken it back.
  expect([lignes('P8'), lignes('P9')]).toEqual([
    [
      [NOV, 60],
      [DEC, undefined],
    ],
    [
      [NOV, 60],
      [JAN, undefined],
      [JAN, 60],
    ],
  ]);
});

it('[CL-5] brought by a right opened late, then given to another antenna that closes the same month after: its row alone', () => {
  expect(avis('A10')).toEqual([`${DEC} A10 P10`]);
  expect(lignes('P10')).toEqual([
    [DEC, 60],
    [JAN, undefined],
  ]);
});

it('[CL-5] of a usager whom a late file puts in another antenna, which closes the same month after: its row alone', () => {
  expect(avis('A12')).toEqual([`${OCT} A12 P12`]);
  expect(lignes('P12')).toEqual([
    [JAN, undefined],
    [JAN, 60],
  ]);
});

it('[CL-5] taken back, then paid again by a right opened since, of the same usager or of the one it was given to: its row alone', () => {
  expect([avis('A7'), avis('A1')]).toEqual([[`${OCT} A7 P7`], [`${OCT} A1 P1`]]);
  expect(envois[2]?.lignes).toEqual(
    expect.arrayContaining([
      ['P7B', OCT, 60],
      ['P2', OCT, 59],
    ]),
  );
});

it('[CL-5] a right opened late that pays the rest of a visit still told has its own notice; of one never told, its first', () => {
  expect([avis('A11'), avis('A2')]).toEqual([[`${OCT} A11 P6A`, `${DEC} A11:P6B P6B`], [`${DEC} A2 P2`]]);
});

it('[CL-2] [CL-5] what a month tells stays as it was made once the month after is closed', () => {
  expect(envois[1]?.xml).toBe(novembre);
});
