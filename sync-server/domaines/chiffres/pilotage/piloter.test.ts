import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import {
  idJourPilotage,
  idMoisPilotage,
  type JourPilotage,
  type MoisPilotage,
  REGLE_PILOTAGE,
} from '#shared/pilotage/agregats';
import { minutesToutes } from '#shared/pilotage/mesures';
import { dateParis, epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, type Mois, minutes } from '#shared/temps/types';
import { correction, financeur, jour, paris, pec, pointage, usager, visite } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { magasinAttentif } from '../../../store/grappe/attentif';
import { lirePlage, lireUn, plageDuType, sequenceDe } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { basesSuivies, creerMoteur, type Moteur, rattraper } from '../../../transitions/rattraper';
import { reconstruire } from '../../../transitions/reconstruire';
import {
  type BancTransitions,
  intervenant,
  ouvrirBancTransitions,
  rattachement,
} from '../../../transitions/testing/banc';
import { cloturer } from '../../cloture/clore/cloturer';
import { joursEntre } from '../../pointages/monde/chantier';
import { creerMonde } from '../../pointages/monde/monde';
import { creerGardien, lireRepere } from '../../pointages/monde/repere';
import { calculerEtat } from '../etats/calculer';
import { joursAutrementSuivis } from './piloter-dispenses';
import { compterJours } from './piloter-jours';
import { ouvrirLectures } from './piloter-lectures';
import { compterAutrement } from './testing/compter-autrement';

let banc: BancTransitions;
let maintenant: Instant;
const horloge = (): Instant => maintenant;
const MOIS = '2026-10' as Mois;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());

const depart = async (): Promise<void> => {
  await banc.vider();
  maintenant = paris('2026-10-02 07:00');
  await banc.poser(BASE_CENTRALE, financeur('PROPRE', 'TARIF_PROPRE'));
  await banc.poserAntenne('EST', usager('U1', { telephones: ['+33199000001'] }), usager('U2'));
  await banc.poserAntenne('EST', intervenant('I1', 'EST'), intervenant('I2', 'EST'));
  await banc.poserAntenne('SUD', usager('U3', { antenne: 'SUD' }));
};
beforeEach(depart);

const tour = async (m: Moteur): Promise<number> => m.tour(await basesSuivies(banc.magasin));
const sequence = (): Promise<unknown> => sequenceDe(banc.magasin, baseAntenne('EST'));
const duJour = (d: string, a: Antenne = 'EST') =>
  lireUn<JourPilotage>(banc.magasin, baseAntenne(a), idJourPilotage(jour(d)));
const duMois = (m: Mois, a: Antenne = 'EST') => lireUn<MoisPilotage>(banc.magasin, baseAntenne(a), idMoisPilotage(m));
const clore = async (mois: Mois, antenne: Antenne): Promise<void> => {
  const r = await cloturer(
    { magasin: banc.magasin, horloge, rattraper: () => rattraper(banc.magasin, horloge) },
    { mois, antennes: [antenne], motif: 'essai', auteur: 'CLI:essai' },
  );
  if (!r.ok) throw new Error(r.refus.message);
};

test('[RG] a visit is counted as its day goes: planned, under way, incomplete, corrected; the month is its days', async () => {
  await banc.poserAntenne(
    'EST',
    visite('V', '2026-10-02 08:00', '2026-10-02 09:00'),
    visite('W', '2026-10-02 14:00', '2026-10-02 15:30', { usagerId: 'U2' }),
  );
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await duJour('2026-10-02')).toMatchObject({ mesures: { visites: 2, minutesPrevues: 150 } });
  expect((await duJour('2026-10-02'))?.prochaine).toBe(paris('2026-10-02 09:00'));

  maintenant = paris('2026-10-02 08:01');
  await banc.pointer(pointage('A', '2026-10-02 08:01', { id: 'a' }));
  await tour(m);
  expect((await duJour('2026-10-02'))?.mesures).toEqual({ visites: 2, minutesPrevues: 150 });
  expect((await duJour('2026-10-02'))?.appels.pointages).toEqual({ 8: 1 });

  // The hour alone: nobody came to W, and V has had no departure for too long.
  maintenant = paris('2026-10-03 08:00');
  await m.minute();
  const incomplete = { achevees: 1, incompletes: 1, nonPointees: 1 };
  expect((await duJour('2026-10-02'))?.mesures).toEqual({
    ...{ visites: 2, minutesPrevues: 150, minutesDues: 150 },
    ...incomplete,
  });
  expect((await duJour('2026-10-02'))?.prochaine).toBeUndefined();
  const seq = await sequence();
  maintenant = paris('2026-10-03 08:01');
  await m.minute();
  expect(await sequence()).toEqual(seq);

  await banc.poserAntenne(
    'EST',
    correction('HORAIRE', {
      id: 'C1',
      _id: 'correction:2026-10-02:C1',
      date: jour('2026-10-02'),
      cible: { genre: 'POINTAGE', id: 'a' },
      fin: paris('2026-10-02 09:11'),
      instant: paris('2026-10-03 08:00'),
    }),
  );
  await tour(m);
  const corrigee = { minutesFaites: 70, faites: 1, incompletesCorrigees: 1, corrigees: 1 };
  expect(await duMois(MOIS)).toMatchObject({
    mesures: { visites: 2, minutesPrevues: 150, ...incomplete, ...corrigee },
    usagers: 1,
    intervenants: 1,
  });
  expect(await duMois(MOIS, 'SUD')).toBeUndefined();
});

test('[DU-2] [RG] hours done are what a closing would retain: rounded by the funder’s rule, again where that rule or the plan changes', async () => {
  const plan = { telephones: ['+33199000001'], prisesEnCharge: [pec('N1', 'CNAV')] };
  await banc.poser(BASE_CENTRALE, financeur('CNAV', 'CAISSE_RETRAITE', { pas: minutes(30) }));
  await banc.poserAntenne('EST', usager('U1', plan), visite('V', '2026-10-02 08:00', '2026-10-02 09:00'));
  await banc.pointer(pointage('A', '2026-10-02 08:00', { id: 'a' }), pointage('D', '2026-10-02 09:20', { id: 'd' }));
  maintenant = paris('2026-10-03 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  await m.minute();
  const faites = async () => [
    (await duJour('2026-10-02'))?.mesures.minutesFaites,
    (await duMois(MOIS))?.mesures.minutesFaites,
  ];
  expect(await faites()).toEqual([90, 90]);
  const dates = { pas: minutes(15), dateDebut: jour('2026-10-02') };
  await banc.poser(BASE_CENTRALE, financeur('CNAV', 'CAISSE_RETRAITE', dates));
  await tour(m);
  await m.minute();
  expect(await faites()).toEqual([75, 75]);
  await banc.poserAntenne('EST', usager('U1', { ...plan, prisesEnCharge: [] }));
  await tour(m);
  await m.minute();
  expect(await faites()).toEqual([80, 80]);
  expect(await m.recompter([MOIS])).toBe(0);
});

test('[RG] a punch after midnight is of its own day and month, once: what the report counts', async () => {
  await banc.pointer(
    pointage('A', '2026-10-31 23:10', { id: 'a' }),
    pointage('D', '2026-11-01 00:40', { id: 'd' }),
    pointage('A', '2026-11-01 09:00', { id: 'a2' }),
  );
  maintenant = paris('2026-11-03 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  await m.minute();
  expect((await duMois(MOIS))?.appels.pointages).toEqual({ 23: 1 });
  expect((await duMois('2026-11' as Mois))?.appels.pointages).toEqual({ 0: 1, 9: 1 });
  expect(await m.recompter([MOIS, '2026-11' as Mois])).toBe(0);
});

const tardif = (type: 'absence' | 'sanstele', usagerId: string, plus: object) => ({
  ...{ _id: `${type}:2026-11-04:${type}`, id: type, type, date: '2026-11-04', antenne: 'EST', usagerId },
  ...{ auteur: 'marie', instant: maintenant, poste: 'PC', ...plus },
});

test('[CL-2] [CL-4] a closed month is what was frozen: late punches, corrections, absences and marks change nothing of it', async () => {
  await banc.poserAntenne(
    'EST',
    visite('V', '2026-10-02 08:00', '2026-10-02 09:00'),
    visite('W', '2026-10-05 08:00', '2026-10-05 09:00'),
    visite('X', '2026-10-06 08:00', '2026-10-06 09:00', { usagerId: 'U2' }),
  );
  await banc.pointer(pointage('A', '2026-10-02 08:00', { id: 'a' }), pointage('D', '2026-10-02 09:05', { id: 'd' }));
  maintenant = paris('2026-11-03 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  await clore(MOIS, 'EST');
  await tour(m);
  const clos = await duMois(MOIS);
  const mesures = { visites: 3, minutesPrevues: 180, minutesFaites: 65, faites: 1, nonPointees: 2 };
  expect(clos).toMatchObject({ clos: 1, mesures });
  maintenant = paris('2026-11-04 10:00');

  await banc.pointer(
    pointage('A', '2026-10-09 08:00', { id: 'a2', recuLe: maintenant }),
    pointage('D', '2026-10-09 09:00', { id: 'd2', recuLe: maintenant }),
  );
  await banc.poserAntenne(
    'EST',
    correction('HORAIRE', {
      id: 'C1',
      _id: 'correction:2026-10-02:C1',
      date: jour('2026-10-02'),
      cible: { genre: 'POINTAGE', id: 'a' },
      fin: paris('2026-10-02 08:30'),
      instant: maintenant,
    }),
    correction('SUPPRESSION', {
      id: 'C2',
      _id: 'correction:2026-10-05:C2',
      date: jour('2026-10-05'),
      cible: { genre: 'VISITE', id: 'W' },
      instant: maintenant,
    }),
    tardif('absence', 'U2', { nature: 'VACANCES', du: '2026-10-01', au: '2026-10-31' }),
    tardif('sanstele', 'U1', { raison: 'REFUS', depuis: '2026-10-01' }),
  );
  await tour(m);
  expect((await duMois(MOIS))?.mesures).toEqual(clos?.mesures);
  expect(await m.recompter([MOIS])).toBe(0);
});

test('[CL-1] [RG] a planned visit that a file moves once its antenna has closed counts there, once: the other, open then closed, has nothing of it but what it tells itself', async () => {
  await banc.poserAntenne(
    'EST',
    visite('V', '2026-10-02 08:00', '2026-10-02 09:00'),
    visite('W', '2026-10-03 08:00', '2026-10-03 09:00'),
  );
  await banc.pointer(
    pointage('A', '2026-10-02 08:00', { id: 'a' }),
    pointage('D', '2026-10-02 09:05', { id: 'd' }),
    pointage('D', '2026-10-03 09:00', { id: 'd2' }),
  );
  maintenant = paris('2026-11-03 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  await clore(MOIS, 'EST');
  await tour(m);
  const clos = (await duMois(MOIS))?.mesures;
  expect(clos).toMatchObject({ visites: 2, minutesPrevues: 120, minutesFaites: 65, faites: 1, incompletes: 1 });
  maintenant = paris('2026-11-04 10:00');
  const u = usager('U1', { telephones: ['+33199000001'] });
  const demenage = { ...u, changeLe: maintenant, antennes: [...u.antennes, { antenne: 'SUD', depuis: '2026-10-01' }] };
  await banc.poserAntenne('EST', demenage);
  await banc.poserAntenne('SUD', demenage);
  // The arrival that lacked comes too: it is the same visit, by another id; its day and those around are paired again.
  await banc.pointer(pointage('A', '2026-10-03 08:00', { id: 'a2', recuLe: maintenant }));
  await tour(m);
  await m.minute();
  expect((await banc.interventions('SUD')).map((i) => [i.id, i.visite?.id])).toEqual([
    ['a', 'V'],
    ['a2', 'W'],
  ]);
  // W, told incomplete, is now done: its hours and its plan are of the antenna that will tell them.
  const deEst = { ...clos, minutesPrevues: 60, minutesDues: 60 };
  const deSud = { visites: 1, minutesPrevues: 60, minutesDues: 60, minutesFaites: 60, faites: 1 };
  const comptes = async () => [(await duMois(MOIS))?.mesures, (await duMois(MOIS, 'SUD'))?.mesures];
  expect(await comptes()).toEqual([deEst, { ...deSud, achevees: 1 }]);
  await clore(MOIS, 'SUD');
  await tour(m);
  await m.minute();
  // Its calls were in the other's files.
  expect(await comptes()).toEqual([deEst, deSud]);
  expect(await m.recompter([MOIS])).toBe(0);
});

test('[CL-2] [RG] a punch that comes late gives a closed visit another id: still one visit, with its plan', async () => {
  await banc.poserAntenne('EST', visite('V', '2026-10-02 08:00', '2026-10-02 09:00'));
  await banc.pointer(pointage('D', '2026-10-02 09:00', { id: 'd' }));
  maintenant = paris('2026-11-03 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  await clore(MOIS, 'EST');
  await tour(m);
  const clos = (await duMois(MOIS))?.mesures;
  expect(clos).toEqual({ visites: 1, minutesPrevues: 60, minutesDues: 60, achevees: 1, incompletes: 1 });
  maintenant = paris('2026-11-04 10:00');
  await banc.pointer(pointage('A', '2026-10-02 08:00', { id: 'a', recuLe: maintenant }));
  await tour(m);
  expect((await duMois(MOIS))?.mesures).toEqual(clos);
  expect(await m.recompter([MOIS])).toBe(0);
});

test('[RG] [CL-2] what was counted by other definitions, closed months too, is counted again by the minute that follows an upgrade, once', async () => {
  await banc.poserAntenne(
    'EST',
    visite('V', '2026-10-02 08:00', '2026-10-02 09:00'),
    visite('W', '2026-10-05 08:00', '2026-10-05 09:00'),
    visite('X', '2026-11-02 08:00', '2026-11-02 09:00'),
  );
  maintenant = paris('2026-11-03 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  await clore(MOIS, 'EST');
  await tour(m);
  const justes = { jour: await duJour('2026-10-02'), autre: await duJour('2026-10-05'), mois: await duMois(MOIS) };
  const ancien = async (doc: JourPilotage | MoisPilotage | undefined): Promise<void> => {
    const { regle, ...reste } = doc ?? {};
    expect(regle).toBe(REGLE_PILOTAGE);
    await ecrireTout(banc.magasin, baseAntenne('EST'), [{ ...reste, _id: doc?._id, mesures: { visites: 9 } }]);
  };
  await ancien(justes.jour);
  await ancien(justes.mois);
  const novembre = await duMois('2026-11' as Mois);

  const apres = await creerMoteur(banc.magasin, horloge);
  // The start waits for nothing of it.
  await tour(apres);
  expect((await duJour('2026-10-02'))?.mesures.visites).toBe(9);
  await apres.minute();
  const sans = (d: object | undefined) => ({ ...d, _rev: undefined });
  expect([await duJour('2026-10-02'), await duMois(MOIS)].map(sans)).toEqual([justes.jour, justes.mois].map(sans));
  expect([await duJour('2026-10-05'), await duMois('2026-11' as Mois)]).toEqual([justes.autre, novembre]);
  const seq = await sequence();
  await apres.minute();
  expect(await sequence()).toEqual(seq);
});

test('[PT-7] an absence, and a mark « sans télégestion », said afterwards: the days that they change are counted again', async () => {
  await banc.poserAntenne('EST', visite('V', '2026-10-02 08:00', '2026-10-02 09:00'));
  maintenant = paris('2026-10-20 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect((await duMois(MOIS))?.mesures.nonPointees).toBe(1);
  const dit = (id: string, plus: object) => ({
    _id: `${id}:2026-10-20:${id}`,
    id,
    type: id,
    date: '2026-10-20',
    antenne: 'EST',
    usagerId: 'U1',
    auteur: 'marie',
    instant: maintenant,
    poste: 'PC',
    ...plus,
  });
  await banc.poserAntenne('EST', dit('absence', { nature: 'VACANCES', du: '2026-10-01', au: '2026-10-05' }));
  await tour(m);
  expect((await duMois(MOIS))?.mesures.nonPointees).toBeUndefined();
  await banc.poserAntenne('EST', dit('sanstele', { raison: 'REFUS', depuis: '2026-10-01' }));
  await banc.pointer(pointage('A', '2026-10-02 08:00', { id: 'a' }));
  await tour(m);
  expect((await duMois(MOIS))?.mesures).toEqual({ visites: 1, prevuesApart: 60, duesApart: 60, dispensees: 1 });
});

test('an absence, or a mark, has only those days counted again in which its usager’s visits are followed otherwise', async () => {
  const jours = ['02', '05', '06', '07', '12'].map((d) => `2026-10-${d}`);
  await banc.poserAntenne(
    'EST',
    ...jours.map((d) => visite(`V${d}`, `${d} 08:00`, `${d} 09:00`)),
    visite('W', '2026-10-08 08:00', '2026-10-08 09:00', { usagerId: 'U2' }),
  );
  maintenant = paris('2026-10-20 10:00');
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  const dire = async (type: 'absence' | 'sanstele', id: string, plus: object): Promise<string[]> => {
    const commun = { id, type, date: '2026-10-20', antenne: 'EST', usagerId: 'U1', auteur: 'marie', poste: 'PC' };
    maintenant = instantDe(epochMs(maintenant) + 60_000);
    const _id = `${type}:2026-10-20:${id}`;
    await banc.poserAntenne('EST', { ...commun, _id, instant: maintenant, ...plus });
    const touches = await joursAutrementSuivis({ magasin: magasinAttentif(banc.magasin) }, baseAntenne('EST'), [_id]);
    await tour(m);
    expect(await joursAutrementSuivis({ magasin: magasinAttentif(banc.magasin) }, baseAntenne('EST'), [_id])).toEqual(
      [],
    );
    return touches.map((d) => d.slice(8));
  };
  expect(await dire('absence', 'A1', { nature: 'VACANCES', du: '2026-10-01', au: '2026-10-06' })).toEqual([
    ...['02', '05', '06'],
  ]);
  // Stated again, longer: the day that it adds; shorter: those that it gives back.
  expect(
    await dire('absence', 'A2', { nature: 'VACANCES', du: '2026-10-01', au: '2026-10-07', remplace: 'A1' }),
  ).toEqual(['07']);
  expect(
    await dire('absence', 'A3', { nature: 'VACANCES', du: '2026-10-05', au: '2026-10-05', remplace: 'A2' }),
  ).toEqual(['02', '06', '07']);
  // [PT-7] Sans télégestion comes before absent; its end gives the days after it back.
  expect(await dire('sanstele', 'S1', { raison: 'REFUS', depuis: '2026-10-05' })).toEqual(['05', '06', '07', '12']);
  expect(await dire('sanstele', 'S2', { raison: 'REFUS', depuis: '2026-10-05', jusqua: '2026-10-07' })).toEqual(['12']);
  expect(await dire('absence', 'A4', { nature: 'VACANCES', du: '2026-10-05', remplace: 'A3', annulee: true })).toEqual(
    [],
  );
});

test('a wrong figure is found by counting again, said and put right; a work that was cut goes on from what waits', async () => {
  await banc.poserAntenne('EST', visite('V', '2026-10-02 08:00', '2026-10-02 09:00'));
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await m.recompter([MOIS])).toBe(0);
  const bon = await duMois(MOIS);
  if (!bon) throw new Error('un mois attendu');
  await ecrireTout(banc.magasin, baseAntenne('EST'), [{ ...bon, mesures: { visites: 99 } }]);
  expect(await m.recompter([MOIS])).toBe(1);
  expect((await duMois(MOIS))?.mesures).toEqual(bon.mesures);
  const lu = await duJour('2026-10-02');
  if (!lu) throw new Error('un jour attendu');
  await ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: lu._id, _rev: lu._rev, _deleted: true }]);
  // The month follows from its day: both were wrong.
  expect(await m.recompter([MOIS])).toBe(1);
  expect((await duMois(MOIS))?.mesures).toEqual(bon.mesures);

  const encore = await duJour('2026-10-02');
  if (!encore) throw new Error('un jour attendu');
  await ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: encore._id, _rev: encore._rev, _deleted: true }]);
  const repere = await lireRepere(banc.magasin, 'piloter');
  repere.memoire.set(`${baseAntenne('EST')} 2026-10-02`, '');
  await creerGardien(banc.magasin, 'piloter')(repere);
  await (await creerMoteur(banc.magasin, horloge)).tour([]);
  expect((await duJour('2026-10-02'))?.mesures).toEqual(bon.mesures);
  expect((await lireRepere(banc.magasin, 'piloter')).memoire.size).toBe(0);
});

const minute = fc.integer({ min: 0, max: 2 * 24 * 60 - 1 });
const usagerId = fc.constantFrom('U1', 'U2');
const aide = fc.constantFrom('I1', 'I2');
/** What may happen: punches in any order, corrections, numbers that pair again, absences, closings, hours that pass. */
const evenement = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      quoi: fc.constant('pointage' as const),
      minute,
      sens: fc.constantFrom('A' as const, 'D' as const),
      usagerId: fc.option(usagerId, { nil: undefined }),
      aide,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      quoi: fc.constant('visite' as const),
      minute,
      usagerId,
      aide,
      id: fc.constantFrom('V1', 'V2', 'V3'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      quoi: fc.constant('correction' as const),
      nature: fc.constantFrom('HORAIRE' as const, 'SUPPRESSION' as const, 'MINUTES' as const, 'DONNEES' as const),
      rang: fc.nat(20),
    }),
  },
  { weight: 2, arbitrary: fc.record({ quoi: fc.constant('creation' as const), minute, usagerId, aide }) },
  { weight: 1, arbitrary: fc.record({ quoi: fc.constant('numero' as const), usagerId }) },
  { weight: 1, arbitrary: fc.record({ quoi: fc.constantFrom('absence' as const, 'sanstele' as const), usagerId }) },
  { weight: 2, arbitrary: fc.record({ quoi: fc.constant('heures' as const), n: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ quoi: fc.constant('cloture' as const) }) },
  { weight: 4, arbitrary: fc.record({ quoi: fc.constant('tour' as const) }) },
);
type Evenement = typeof evenement extends fc.Arbitrary<infer T> ? T : never;

const DEBUT = epochMs(paris('2026-10-01 00:00'));
const a = (m: number): Instant => instantDe(DEBUT + m * 60_000);

const interventions = async (antenne: Antenne): Promise<Intervention[]> =>
  lirePlage<Intervention>(banc.magasin, baseAntenne(antenne), plageDuType('intervention'));

const jouer = async (e: Evenement, n: number, m: Moteur): Promise<void> => {
  const id = `E${String(n).padStart(3, '0')}`;
  const commun = { id, date: '2026-10-02', antenne: 'EST', auteur: 'marie', instant: maintenant, poste: 'PC' };
  switch (e.quoi) {
    case 'tour':
      await m.minute();
      await tour(m);
      return;
    case 'heures':
      maintenant = instantDe(epochMs(maintenant) + e.n * 3_600_000);
      return;
    case 'pointage':
      return banc.pointer(
        pointage(e.sens, '2026-10-01 00:00', {
          id,
          instant: a(e.minute),
          recuLe: maintenant,
          usagerId: e.usagerId,
          intervenantId: e.aide,
          numeroAppelant: '+33199000002',
        }),
      );
    case 'visite': {
      const date = dateParis(a(e.minute));
      const v = visite(e.id, '2026-10-01 08:00', '2026-10-01 09:00', {
        usagerId: e.usagerId,
        intervenantId: e.aide,
        debut: a(e.minute),
        fin: a(e.minute + 45),
      });
      return banc.poserAntenne('EST', { ...v, _id: `visite:${date}:${e.id}-${date}`, id: `${e.id}-${date}` });
    }
    case 'correction': {
      const toutes = await interventions('EST');
      const visee = toutes[e.rang % Math.max(1, toutes.length)];
      const cible = visee?.arrivee ?? visee?.depart ?? visee?.visite;
      if (!visee || !cible) return;
      return banc.poserAntenne(
        'EST',
        correction(e.nature, {
          id,
          _id: `correction:${visee.date}:${id}`,
          date: visee.date,
          cible: { genre: visee.arrivee || visee.depart ? 'POINTAGE' : 'VISITE', id: cible.id },
          instant: maintenant,
          ...(e.nature === 'HORAIRE' ? { fin: instantDe(epochMs(maintenant) - 60_000) } : {}),
          ...(e.nature === 'MINUTES' ? { minutes: 10 as never } : {}),
          ...(e.nature === 'DONNEES' ? { intervenantId: 'I2' } : {}),
        }),
      );
    }
    case 'creation': {
      const date = dateParis(a(e.minute));
      return banc.poserAntenne(
        'EST',
        correction('CREATION', {
          id,
          _id: `correction:${date}:${id}`,
          date,
          usagerId: e.usagerId,
          intervenantId: e.aide,
          debut: a(e.minute),
          fin: a(e.minute + 30),
          instant: paris('2026-10-20 10:00'),
        }),
      );
    }
    case 'numero':
      return banc.poserAntenne('EST', rattachement('+33199000002', e.usagerId, 'EST', maintenant));
    case 'absence':
    case 'sanstele':
      return banc.poserAntenne('EST', {
        ...commun,
        _id: `${e.quoi}:2026-10-02:${id}`,
        type: e.quoi,
        usagerId: e.usagerId,
        ...(e.quoi === 'absence'
          ? { nature: 'VACANCES', du: '2026-10-01' }
          : { raison: 'REFUS', depuis: '2026-10-02' }),
      });
    case 'cloture': {
      const deja = await lireUn(banc.magasin, baseAntenne('EST'), `cloture:${MOIS}`);
      if (!deja) await clore(MOIS, 'EST');
      return;
    }
  }
};

/** What the state of the rates says of the same month. */
const selonLEtat = async (): Promise<Record<string, unknown>> => {
  const periode = { du: jour('2026-10-01'), au: jour('2026-10-31') };
  const r = await calculerEtat(banc.magasin, { etat: 'taux-correction', antenne: 'EST', ...periode }, horloge);
  if (!r.ok) throw new Error(r.refus.message);
  const { incompletes, corrigees, toutesCorrigees, creees, toutes } = r.valeur.totaux;
  return { incompletes, corrigees, toutesCorrigees, creees, toutes };
};

test('[RG] [CL-2] what is kept event by event is what the whole gives from zero, what is counted another way, and what the state says', {
  timeout: 300_000,
}, async () => {
  const vus = { closes: 0, corrigees: 0, nonPointees: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(evenement, { minLength: 6, maxLength: 24 }), async (evenements) => {
      await depart();
      maintenant = paris('2026-10-02 00:00');
      const m = await creerMoteur(banc.magasin, horloge);
      for (const [n, e] of evenements.entries()) await jouer(e, n, m);
      await m.minute();
      await tour(m);
      const incremental = await banc.derives();
      const attendu = await compterAutrement(banc, 'EST', MOIS, maintenant);
      const mois = await duMois(MOIS);
      const { mesures = {}, clos } = mois ?? {};
      expect({
        prevues: minutesToutes(mesures).prevues,
        faites: mesures.faites ?? 0,
        minutes: minutesToutes(mesures).faites,
        minutesApart: mesures.faitesApart ?? 0,
        incompletes: mesures.incompletes ?? 0,
        corrigees: mesures.incompletesCorrigees ?? 0,
        nonPointees: clos === undefined ? (mesures.nonPointees ?? 0) : -1,
      }).toEqual(attendu);
      vus.closes += clos === undefined ? 0 : 1;
      vus.corrigees += attendu.corrigees;
      vus.nonPointees += Math.max(0, attendu.nonPointees);
      expect(await selonLEtat()).toEqual({
        incompletes: mesures.incompletes ?? 0,
        corrigees: mesures.incompletesCorrigees ?? 0,
        toutesCorrigees: mesures.corrigees ?? 0,
        creees: mesures.creees ?? 0,
        toutes: mesures.achevees ?? 0,
      });
      expect(await m.recompter([MOIS])).toBe(0);
      await reconstruire(banc.magasin, horloge);
      expect(incremental).toEqual(await banc.derives());
    }),
    { numRuns: 10, seed: 61125 },
  );
  // The stories have what they are about.
  expect(Math.min(vus.closes, vus.corrigees, vus.nonPointees)).toBeGreaterThan(0);
});

test('a month of an antenna is counted from few requests: what it has little of is read at once, for all its days', async () => {
  const demandes: string[] = [];
  const compte = entourer(banc.magasin, (o, faire) => {
    demandes.push(o.nom);
    return faire();
  });
  const monde = await creerMonde(compte, horloge);
  demandes.length = 0;
  const jours = joursEntre(jour('2026-10-01'), jour('2026-10-31'));
  const rien = {
    dispenses: () => undefined,
    financeurs: { au: () => undefined },
    fige: undefined,
    dites: new Map(),
    maintenant,
  };
  await compterJours(monde, { antenne: 'EST', jours, ...rien });
  // Four pieces of its visits; its corrections, their verdicts, its failed calls and what waits, once each.
  expect(demandes).toHaveLength(8);
});

test('what could not be read once is read again, and not taken for unreadable for good', async () => {
  let coupee = true;
  const magasin = entourer(banc.magasin, (_, faire) => (coupee ? Promise.reject(new Error('coupée')) : faire()));
  const lectures = ouvrirLectures({ magasin: magasinAttentif(magasin) });
  const lire = () =>
    Promise.all([lectures.dispenses(baseAntenne('EST')), lectures.dites(MOIS), lectures.fige('EST', MOIS)]);
  await expect(lire()).rejects.toThrow('coupée');
  coupee = false;
  expect((await lire())[1]).toEqual(new Map());
});
