import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne, basePointages } from '#shared/contrats/ids';
import { instantDe } from '#shared/temps/paris';
import { pointage, usager } from '#shared/testing/constructeurs';
import { lireConfig } from './config';
import { type Service, servir } from './main';
import { ecrireTout } from './store/ecrire';
import { lirePlage, plageDuType } from './store/lire';
import { ouvrirMagasin } from './store/ouvrir';
import { intervenant } from './transitions/testing/banc';

let dossier: string;
let service: Service;
const lignes: string[] = [];
const config = () =>
  lireConfig({ DATA_DIR: dossier, PORT: '0', TELEPHONY_PORT: '0', MODE: 'demonstration', JOURNAL_NIVEAU: 'silent' });

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-service-'));
  service = await servir(config(), { imprimer: (l) => lignes.push(l) });
});
afterAll(async () => {
  await service.arreter();
  await rm(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

type Sante = {
  etat: string;
  magasin: string;
  transitions: { retard: number };
  telephonie: { etat: string; adresse?: string; relances: number };
};
const sante = async (): Promise<Sante> => (await (await fetch(`${service.adresse}/sante`)).json()) as Sante;

test('says its address in French, and its health without signing in', async () => {
  expect(lignes[0]).toBe(`Extranet prêt : ${service.adresse}`);
  expect(await sante()).toMatchObject({ etat: 'ok', mode: 'demonstration', magasin: 'ok' });
  expect((await fetch(`${service.adresse}/sante`)).headers.get('cache-control')).toBe('no-store');
});

test('the SVI runs in a process of its own, and is started again should it die', async () => {
  await expect.poll(async () => (await sante()).telephonie.etat).toBe('prete');
  const { adresse } = (await sante()).telephonie;
  expect((await fetch(`${adresse}/plivo/appel`, { method: 'POST' })).status).toBe(403);
  const pid = service.telephonie?.pid();
  if (pid === undefined) throw new Error('pas de processus');
  process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await sante()).telephonie).toMatchObject({ etat: 'prete', relances: 1 });
  expect((await sante()).etat).toBe('ok');
});

test('a punch that reaches the store is paired by itself; another process works in the same store', async () => {
  const magasin = await ouvrirMagasin({ dataDir: dossier });
  await ecrireTout(magasin, baseAntenne('EST'), [usager('U1'), intervenant('I1', 'EST')]);
  // Of now: only the punches of this year have their database in a new installation.
  const instant = instantDe(Date.now());
  await ecrireTout(magasin, basePointages(instant), [pointage('A', '', { id: 'a', instant })]);
  const lire = () => lirePlage(magasin, baseAntenne('EST'), plageDuType('intervention'));
  await expect.poll(lire, { interval: 50 }).toMatchObject([{ id: 'a' }]);
  await magasin.fermer();
});

test('a second server on the same CouchDB, from a folder of its own, is refused, and starts once the first one has stopped, with a copy of its folder', async () => {
  const magasin = await ouvrirMagasin({ dataDir: join(dossier, 'couchdb') });
  const dans = (nom: string) => {
    const reglages = { PORT: '0', MODE: 'formation', TELEPHONIE: 'non', SONDE: 'non', JOURNAL_NIVEAU: 'silent' };
    const c = lireConfig({ ...reglages, DATA_DIR: join(dossier, nom), COUCHDB_URL: magasin.url });
    return servir(c, { imprimer: () => undefined });
  };
  const premier = await dans('a');
  await expect(dans('b')).rejects.toThrow(/Un autre serveur, sur la machine « .*tient déjà ce magasin/);
  await premier.arreter();
  await expect(dans('b')).rejects.toThrow(/n’est pas le dossier du dernier serveur/);
  await cp(join(dossier, 'a'), join(dossier, 'b'), { recursive: true });
  await (await dans('b')).arreter();
  await magasin.fermer();
});

test('a second service on the same folder is refused, with what to do; the first one goes on', async () => {
  await expect(servir(config(), { imprimer: () => undefined })).rejects.toThrow(
    /Un service tourne déjà sur « .*tg-service-.*Arrêtez-le.*DATA_DIR/,
  );
  expect(await sante()).toMatchObject({ etat: 'ok' });
});

test('stops cleanly, and starts again on the same data', async () => {
  const { adresse } = (await sante()).telephonie;
  await service.arreter();
  await expect(fetch(`${service.adresse}/sante`)).rejects.toThrow();
  await expect(fetch(`${adresse}`)).rejects.toThrow();
  service = await servir({ ...config(), TELEPHONIE: 'non' }, { imprimer: () => undefined });
  expect(await sante()).toMatchObject({ etat: 'ok', telephonie: { etat: 'ailleurs' } });
});
