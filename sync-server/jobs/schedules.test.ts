import { Cron } from 'croner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { dateParis, instantDe } from '#shared/temps/paris';
import { instantSchema } from '#shared/temps/types';
import { ouvrirMagasinEnMemoire } from '../http/testing/banc';
import { ecrireTout } from '../store/ecrire';
import { lirePlage, type Magasin, plageDuType } from '../store/lire';
import { TRAVAUX } from './schedules';

let magasin: Magasin;
let fermer: () => Promise<void>;
beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
});
afterAll(() => fermer());

const faire = (nom: string, instant: string): Promise<number> | undefined =>
  TRAVAUX.find((t) => t.nom === nom)?.faire({
    magasin,
    courrier: { relever: async () => 0 },
    veille: { passer: async () => 0 },
    veilleExtranet: { passer: async () => 0 },
    rapports: { editer: async () => 0 },
    alertes: { minute: async () => 0, matin: async () => 0 },
    astreinte: { minute: async () => 0, matin: async () => 0 },
    registre: { alerter: async () => false },
    releverSignatures: async () => undefined,
    sauvegarde: { passer: async () => 0 },
    nouveautes: { annoncer: async () => 0 },
    incidents: { prevenir: async () => 0 },
    envois: { reprendre: async () => 0, relever: async () => 0 },
    etats: { envoyer: async () => 0 },
    conservation: { archiver: async () => 0, horodater: async () => 0, purger: async () => 0 },
    derives: { revoir: async () => 0 },
    pilotage: { recompter: async () => 0 },
    quotidien: { recevoir: async () => 0, restituer: async () => 0 },
    provisoires: { deposer: async () => 0 },
    horloge: () => instantSchema.parse(instant),
  });

test('every job has a schedule that comes round, and a name of its own', () => {
  expect(new Set(TRAVAUX.map((t) => t.nom)).size).toBe(TRAVAUX.length);
  for (const t of TRAVAUX)
    expect(new Cron(t.quand, { timezone: 'Europe/Paris', paused: true }).nextRun()).toBeInstanceOf(Date);
});

test('what Millésime is to have before the 3rd is tried all along the 2nd', () => {
  const quand = TRAVAUX.find((t) => t.nom === 'deposer-provisoires')?.quand ?? '';
  const passages = new Cron(quand, { timezone: 'Europe/Paris', paused: true }).nextRuns(16, '2026-11-01T12:00:00');
  expect(passages.map((d) => dateParis(instantDe(d.getTime())))).toEqual([
    ...Array.from({ length: 15 }, () => '2026-11-02'),
    '2026-12-02',
  ]);
});

test('the database of the punches of next year is there before the year', async () => {
  await faire('preparer-bases', '2026-11-01T00:00:00Z');
  expect(await magasin.bases()).not.toContain('tg-pointages-2027');
  expect(await faire('preparer-bases', '2026-12-01T00:00:00Z')).toBe(1);
  expect(await magasin.bases()).toContain('tg-pointages-2027');
  expect(await faire('preparer-bases', '2026-12-01T00:00:00Z')).toBe(0);
});

test('sessions that ended sixty days ago are deleted, the others stay', async () => {
  const session = (n: number) => ({
    ...{ _id: `session:${n}`, type: 'session', identifiant: 'est', creeLe: '2026-10-01T00:00:00Z' },
    expireLe: `2026-11-0${n}T00:00:00Z`,
  });
  await ecrireTout(magasin, BASE_CENTRALE, [session(1), session(2), session(3)]);
  expect(await faire('purger-sessions', '2027-01-01T00:00:00Z')).toBe(2);
  expect((await lirePlage(magasin, BASE_CENTRALE, plageDuType('session'))).map((s) => s._id)).toEqual(['session:3']);
});
