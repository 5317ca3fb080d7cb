import { afterAll, beforeAll, expect, it } from 'vitest';
import { lireFichier } from '#shared/formats/codec-lecture';
import { DASES_COMPLEMENTAIRE } from '#shared/formats/dases-complementaire/dases-complementaire';
import type { Mois } from '#shared/temps/types';
import { lireFiges } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { fichier } from '../../dossiers/testing/banc-import';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';
import { fabriquerDases } from './fabriquer';

// Rights opened late in SALSA, for plans that begin and end in any month, one of them at midnight: only the months that a plan
// covers are read, and what leaves is what reading every closed month finds.

const [OCT, NOV, DEC, JAN] = ['2026-10', '2026-11', '2026-12', '2027-01'] as [Mois, Mois, Mois, Mois];
const ligne = (pec: string, de: string, a: string, salsa: 'O' | 'N'): string =>
  `M5;MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;SUD;${pec};APA75;1;${de};${a};;AD;${salsa}`;
const usagers = (salsa: 'O' | 'N'): string =>
  fichier('USAGERS', [
    ...USAGERS.split('\r\n').slice(1, -2),
    ligne('P5A', '01/06/2025', '31/10/2026', salsa),
    ligne('P5B', '01/12/2026', '', salsa),
  ]);

let b: BancEnvois;
const clore = async (mois: Mois, le: string) => expect(await cloreMois(b, mois, le)).toBe('');
const punch = (id: string, arrivee: string, depart: string): string[] => [
  `A${id};${arrivee};A;I1;M5;`,
  `D${id};${depart};D;I1;M5;`,
];

beforeAll(async () => {
  b = await ouvrirBancEnvois();
  const pointages: Record<string, string[]> = {
    '202610': [
      ...punch('X1', '06/10/2026 09:00:00', '06/10/2026 10:00:00'),
      ...punch('X2', '31/10/2026 23:00:00', '01/11/2026 01:00:00'),
    ],
    '202611': [
      ...punch('X3', '10/11/2026 09:00:00', '10/11/2026 10:00:00'),
      // [FI-7] Half of it is on the first day of the second plan.
      ...punch('X4', '30/11/2026 23:00:00', '01/12/2026 01:00:00'),
    ],
    '202612': punch('X5', '02/12/2026 09:00:00', '02/12/2026 09:45:00'),
  };
  await b.importer({ 'USAGERS_20261002.csv': usagers('N') }, { a: '2026-10-02T08:00:00Z' });
  // The punches of another name: those of October were taken already.
  for (const [mois, lignes] of Object.entries(pointages))
    await b.importer({ [`POINTAGES_${mois}.csv`]: fichier('POINTAGES', lignes) }, { a: '2027-01-02T08:00:00Z' });
  for (const [mois, le] of [
    [OCT, '2027-01-05T08:00:00Z'],
    [NOV, '2027-01-05T08:10:00Z'],
    [DEC, '2027-01-05T08:20:00Z'],
  ] as const)
    await clore(mois, le);
  await b.importer({ 'USAGERS_20270110.csv': usagers('O') }, { a: '2027-01-10T08:00:00Z' });
  await clore(JAN, '2027-02-05T08:00:00Z');
});
afterAll(() => b.fermer());

/** The store, and the ids of the frozen states that are asked of it one by one or by range. */
const compter = (): { magasin: Magasin; lus: string[] } => {
  const lus: string[] = [];
  const magasin = entourer(b.magasin, (o, faire) => {
    if (o.docs.length === 0) lus.push(...[o.plage ?? '', ...o.ids].filter((id) => id.startsWith('fige:')));
    return faire();
  });
  return { magasin, lus };
};

it('[CL-5] [FI-7] what leaves is what all closed months hold, midnight included; those that the plan does not cover are not read', async () => {
  const { magasin, lus } = compter();
  const fabriques = await fabriquerDases({ ...b.ports, magasin }, JAN);
  if (!fabriques.ok) throw new Error(fabriques.refus.message);
  const f = fabriques.valeur.find((x) => x.nom.startsWith('DASES_COMPLEMENTAIRE'));
  const texte = Buffer.from((await b.ports.reserve.lire(f?.empreinte ?? '')) ?? []).toString('utf8');
  const lu = lireFichier(DASES_COMPLEMENTAIRE, texte);
  if (!lu.ok) throw new Error(lu.raison);
  const partis = lu.lignes.map(({ valeur: v }) => [v.mois_origine, v.numero_pec, v.nouveau_minutes_financees]);

  // Every closed month, whole: each part of M5 that one of the two plans pays.
  const attendus: (string | number)[][] = [];
  for (const mois of [OCT, NOV, DEC])
    for (const e of await lireFiges(b.magasin, 'SUD', mois))
      for (const v of e.usagerId === 'M5' ? e.visites : [])
        for (const p of v.parts) if (p.numeroPec && p.minutes > 0) attendus.push([mois, p.numeroPec, p.minutes]);
  expect(partis.sort()).toEqual(attendus.sort());
  expect(attendus).toHaveLength(4);
  expect(attendus).toContainEqual([NOV, 'P5B', 60]);

  // Nobody else's states, and of M5 those months that its plans touch.
  const anciens = lus.filter((id) => !id.startsWith(`fige:${JAN}`));
  expect([...new Set(anciens)].sort()).toEqual([OCT, NOV, DEC].map((mois) => `fige:${mois}:M5`));
});

it('[CL-5] a plan that begins in the month of the closing has no past: only the month before is looked at, for midnight', async () => {
  const avecNeuf = fichier('USAGERS', [
    ...usagers('O').split('\r\n').slice(1, -2),
    ligne('P5C', '01/02/2027', '', 'O'),
  ]);
  await b.importer({ 'USAGERS_20270210.csv': avecNeuf }, { a: '2027-02-10T08:00:00Z' });
  await clore('2027-02' as Mois, '2027-03-05T08:00:00Z');
  const { magasin, lus } = compter();
  const fabriques = await fabriquerDases({ ...b.ports, magasin }, '2027-02' as Mois);
  expect(fabriques.ok && fabriques.valeur.map((f) => f.nom.split('_')[1])).toEqual([
    'BRUTES',
    'CORRIGEES',
    '202702.xml',
  ]);
  expect(lus.filter((id) => !id.startsWith('fige:2027-02'))).toEqual(['fige:2027-01:M5']);
});
