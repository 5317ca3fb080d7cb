import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { CODES_JOURS, type TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { jour, paris, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../sync-server/store/ecrire';
import { lirePlage, plageDuType } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { preparerBases } from '../sync-server/store/preparer-bases';
import { type ApiOperateur, demarrerApiOperateur } from '../telephony/simulator/api-operateur';

// [AL-7] The watch in a process of its own, killed by SIGKILL while the operator has its message in hand.

const VEILLEUR = fileURLToPath(new URL('../sync-server/domaines/astreinte/testing/veilleur.ts', import.meta.url));
let dossier: string;
let magasin: Awaited<ReturnType<typeof ouvrirMagasin>>;
let operateur: ApiOperateur;
let maintenant: Instant;

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-astreinte-'));
  magasin = await ouvrirMagasin({ dataDir: dossier });
});
afterAll(async () => {
  await magasin.fermer();
  await rm(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});
beforeEach(async () => {
  maintenant = paris('2026-11-28 10:16');
  for (const base of await magasin.bases()) await magasin.detruireBase(base);
  await preparerBases(magasin, maintenant);
  const tour: TourAstreinte = {
    ...{ _id: 'tour-astreinte:1', type: 'tour-astreinte', du: jour('2026-11-01'), jours: CODES_JOURS },
    ...{ debut: '00:00', fin: '24:00', rang: 1, nom: 'ANNE', mobile: '+33612340001' },
    ...{ auteur: 'x', instant: maintenant },
  };
  const alerte: Alerte = {
    ...{ _id: 'alerte:2026-11-28:VISITE_NON_COMMENCEE:V', type: 'alerte', genre: 'VISITE_NON_COMMENCEE' },
    ...{ depuis: jour('2026-11-28'), instant: paris('2026-11-28 10:00'), usagerId: 'U1', interventionId: 'V' },
  };
  await ecrireTout(magasin, BASE_CENTRALE, [tour]);
  await ecrireTout(magasin, baseAntenne('EST'), [usager('U1'), alerte]);
});

const lancer = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', VEILLEUR, magasin.url, operateur.url, maintenant], { stdio: 'inherit' });
const etats = async (): Promise<string[]> =>
  (await lirePlage<MessageAstreinte>(magasin, BASE_CENTRALE, plageDuType('message-astreinte'))).map((m) => m.etat);

test.each([
  ['before it has taken it', 'TAIRE'],
  ['once it has taken it', 'PRENDRE_ET_TAIRE'],
] as const)('[AL-7] killed while the operator hears it, %s: told once, and not forgotten', async (_, suite) => {
  operateur = await demarrerApiOperateur({
    ...{ mode: 'formation', authId: 'MAESSAI', authToken: 'jeton-d-essai' },
    horloge: () => epochMs(maintenant),
  });
  const premier = lancer();
  operateur.sms.surMessage = () => {
    premier.kill('SIGKILL');
    return suite;
  };
  expect(await once(premier, 'exit')).toEqual([null, 'SIGKILL']);
  operateur.sms.surMessage = undefined;
  expect(await etats()).toEqual(['TENTE']);
  maintenant = paris('2026-11-28 10:18');
  expect(await once(lancer(), 'exit')).toEqual([0, null]);
  expect(operateur.sms.messages).toHaveLength(1);
  expect(await etats()).toEqual(['PRIS']);
  await operateur.arreter();
});
