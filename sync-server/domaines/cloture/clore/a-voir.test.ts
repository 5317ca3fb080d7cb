import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { ajouterMois } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { rattachement } from '../../../transitions/testing/banc';
import { fichier } from '../../dossiers/testing/banc-import';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';
import { dresserBilan } from './bilan';
import type { RapportCloture } from './cloturer';

// October is closed over two visits of which nothing was known, one annulled; their calls were waiting for an usager.

const [OCT, NOV] = ['2026-10', '2026-11'] as [Mois, Mois];
const NUMERO = '+33199000077';

let s: BancCloture;
let octobre: RapportCloture;
const bilan = async (mois: Mois) => {
  const r = await dresserBilan({ magasin: s.b.magasin, horloge: s.maintenant }, { antenne: 'SUD', mois });
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 40)]);
  const planning = fichier('PLANNING', [
    'V5;M1;I1;05/10/2026 08:00;05/10/2026 09:00;AD',
    'V6;M1;I1;06/10/2026 08:00;06/10/2026 09:00;AD',
    'V8;M1;I1;08/10/2026 08:00;08/10/2026 09:00;AD',
    'V13;M1;I1;13/10/2026 08:00;13/10/2026 09:00;AD',
    'V20;M1;I1;20/10/2026 08:00;20/10/2026 09:00;AD',
  ]);
  await s.b.importer({ 'PLANNING_202610.csv': planning }, { a: '2026-09-20T06:00:00Z' });
  const inconnu = { numeroAppelant: NUMERO };
  s.aller('2026-10-06T12:00:00Z');
  await s.pointer('P6', '2026-10-06T06:00:00Z', '2026-10-06T07:00:00Z', inconnu);
  await s.poser('tg-pointages-2026', [
    seul('A13', '2026-10-13T06:00:00Z', { numeroAppelant: NUMERO }),
    // One that the closing knew.
    seul('A20', '2026-10-20T06:00:00Z', { usagerId: 'M1' }),
  ]);
  await s.tourner();
  await s.corriger(await prevue('V6'), 'SUPPRESSION', { cible: visite('V6'), motif: 'ABSENCE_USAGER' });
  // An outage: it is created, paid by October's closing, and its calls come in after.
  await s.corriger(await prevue('V5'), 'CREATION', { cible: visite('V5'), ...heures('05'), motif: 'PANNE' });
  s.aller('2026-11-05T08:00:00Z');
  await s.tourner();
  octobre = await s.clore(OCT, ['SUD']);
  s.aller('2026-11-12T08:00:00Z');
  await s.pointer('P5', '2026-10-05T06:00:00Z', '2026-10-05T07:00:00Z');
  // Typed on two PCs without network, before the closing; received since.
  const v8 = await prevue('V8');
  const tapee = (jour: string) => ({ cible: visite('V8'), instant: `2026-10-${jour}T09:00:00Z` as Instant });
  await s.corriger(v8, 'CREATION', { ...tapee('09'), ...heures('08'), motif: 'OUBLI_TOTAL', auteur: 'anne' });
  await s.corriger(v8, 'SUPPRESSION', { ...tapee('10'), motif: 'ABSENCE_USAGER', auteur: 'lea' });
  await s.poser(baseAntenne('SUD'), [rattachement(NUMERO, 'M1', 'SUD', s.maintenant())]);
  await s.tourner();
});
afterAll(() => s.b.fermer());

const prevue = async (id: string) => {
  const i = (await s.interventions('SUD')).find((x) => x.visite?.id === id);
  if (!i) throw new Error('pas de visite');
  return i;
};
const visite = (id: string) => ({ genre: 'VISITE' as const, id });
const heures = (jour: string) => ({
  debut: `2026-10-${jour}T06:00:00Z` as Instant,
  fin: `2026-10-${jour}T07:00:00Z` as Instant,
});

const seul = (id: string, instant: string, plus: object) => ({
  _id: `pointage:${instant}:${id}`,
  ...{ type: 'pointage', id, sens: 'ARRIVEE', instant, recuLe: instant, source: 'SVI', intervenantId: 'I1' },
  ...plus,
});

it('[CL-4] [CO-8] what came of a closed month and is paid by nobody is said by the next balance, which names each visit; what the closing knew is not, nor one in conflict that is paid', async () => {
  expect(octobre.aVoir).toEqual([]);
  const { aVoir, complements } = await bilan(NOV);
  // That of the 5th, whose calls are known now: it is paid, by the hours that left.
  expect(complements.visites).toBe(1);
  expect((await s.interventions('SUD')).find((i) => i.date === '2026-10-05')?.arrivee?.id).toBe('P5A');
  expect(aVoir?.map((v) => [v.id, v.date, v.quoi, v.usager.id])).toEqual([
    ['intervention:2026-10-06:P6A', '2026-10-06', 'CONFLIT', 'M1'],
    ['intervention:2026-10-08:V8', '2026-10-08', 'CONFLIT', 'M1'],
    ['intervention:2026-10-13:A13', '2026-10-13', 'SANS_DEPART', 'M1'],
  ]);
});

it('[CL-4] one that was settled meanwhile leaves with the closing, which says the other to who closes', async () => {
  const i = (await s.interventions('SUD')).find((x) => x.date === '2026-10-13');
  if (!i) throw new Error('pas de visite');
  await s.corriger(i, 'HORAIRE', { fin: '2026-10-13T07:00:00Z' as never, motif: 'OUBLI_DEPART' });
  await s.tourner();
  expect((await bilan(NOV)).aVoir?.map((v) => v.date)).toEqual(['2026-10-06', '2026-10-08']);
  s.aller('2026-12-05T08:00:00Z');
  const r = await s.clore(NOV, ['SUD']);
  expect(r.aVoir.map((x) => [x.antenne, x.visites.map((v) => [v.date, v.quoi])])).toEqual([
    [
      'SUD',
      [
        ['2026-10-06', 'CONFLIT'],
        ['2026-10-08', 'CONFLIT'],
      ],
    ],
  ]);
  expect(r.closes[0]?.complements).toMatchObject({ usagers: 1 });
});

it('[CL-4] what is not settled is said again, closing after closing', async () => {
  const decembre = ajouterMois(NOV, 1);
  expect((await bilan(decembre)).aVoir?.map((v) => v.date)).toEqual(['2026-10-06', '2026-10-08']);
  s.aller('2027-01-05T08:00:00Z');
  await s.clore(decembre, ['SUD']);
  const janvier = ajouterMois(decembre, 1);
  expect((await bilan(janvier)).aVoir?.map((v) => v.date)).toEqual(['2026-10-06', '2026-10-08']);
});
