import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import nano from 'nano';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lireFiche } from '../../sync-server/store/embarque/fiche';
import { type MagasinOuvert, ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { type Client, client } from '../testing/client';

/** The embedded store as a process: who starts it, who shares it, how it ends, what survives. */

let dossier: string;
const ouverts: MagasinOuvert[] = [];
const processus: ChildProcess[] = [];

const fiche = (): { url: string; pid: number } =>
  JSON.parse(readFileSync(join(dossier, 'magasin.json'), 'utf8')) as { url: string; pid: number };
const vivant = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const tour = (): Promise<void> => new Promise((suite) => setTimeout(suite, 20));
const attendre = async (fait: () => boolean): Promise<void> => {
  while (!fait()) await tour();
};
const ouvrir = async (): Promise<MagasinOuvert> => {
  const m = await ouvrirMagasin({ dataDir: dossier });
  ouverts.push(m);
  return m;
};

/** Another command: opens the store, says its URL on one line, and stays until it is killed. */
function autreCommande(): ChildProcess & { url: Promise<string> } {
  const magasin = fileURLToPath(new URL('../../sync-server/store/ouvrir.ts', import.meta.url));
  const programme = `
    const { ouvrirMagasin } = await import(${JSON.stringify(pathToFileURL(magasin).href)});
    const m = await ouvrirMagasin({ dataDir: process.argv[1] });
    console.log(m.url);
    setInterval(() => undefined, 1e6);`;
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const enfant = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', programme, dossier], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processus.push(enfant);
  const url = new Promise<string>((suite, echec) => {
    enfant.stdout?.once('data', (ligne: Buffer) => suite(String(ligne).trim()));
    enfant.once('exit', (code) => echec(new Error(`the command ended with ${code}`)));
  });
  return Object.assign(enfant, { url });
}

beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'magasin-vie-'));
});
afterEach(async () => {
  for (const p of processus.splice(0)) p.kill('SIGKILL');
  for (const m of ouverts.splice(0)) await m.fermer();
  const reste = lireFiche(dossier)?.pid;
  await attendre(() => reste === undefined || reste === 1 || !vivant(reste));
  await rm(dossier, { recursive: true, force: true });
});

describe('[MAG-11] address and credentials', () => {
  test('[MAG-11] magasin.json is for its owner alone, holds the url, and goes with the last lease', async () => {
    const m = await ouvrir();
    expect(statSync(join(dossier, 'magasin.json')).mode & 0o777).toBe(0o600);
    const { url, pid } = fiche();
    expect(url).toBe(m.url);
    expect(new URL(url)).toMatchObject({ hostname: '127.0.0.1', username: 'telegestion' });
    expect(new URL(url).password.length).toBeGreaterThan(20);
    await m.fermer();
    await attendre(() => !vivant(pid));
    expect(existsSync(join(dossier, 'magasin.json'))).toBe(false);
  });

  test('[MAG-11] a file that came with a copied folder is not this folder’s: the original is not written to', async () => {
    await ouvrir();
    const copie = await mkdtemp(join(tmpdir(), 'magasin-copie-'));
    await cp(join(dossier, 'magasin.json'), join(copie, 'magasin.json'));
    expect(lireFiche(dossier)?.url).toBe(fiche().url);
    expect(lireFiche(copie)).toBeUndefined();
    await rm(copie, { recursive: true });
  });

  test('[MAG-11] a stale or damaged file is recognised', async () => {
    const squatteur = createServer((_q, r) => r.writeHead(200).end('autre chose')).listen(0, '127.0.0.1');
    await new Promise((suite) => squatteur.once('listening', suite));
    const { port } = squatteur.address() as AddressInfo;
    writeFileSync(join(dossier, 'magasin.json'), `{"url":"http://a:${'b'.repeat(32)}@127.0.0.1:${port}","pid":1}`);
    const m = await ouvrir();
    expect((await nano(m.url).info()).couchdb).toBe('Welcome');
    expect(new URL(m.url).port).not.toBe(String(port));
    squatteur.close();
    const { pid } = fiche();
    await m.fermer();
    await attendre(() => !vivant(pid));
    writeFileSync(join(dossier, 'magasin.json'), 'moitié');
    expect((await nano((await ouvrir()).url).info()).couchdb).toBe('Welcome');
  });

  test('[MAG-11] a folder that cannot be written is said', async () => {
    writeFileSync(join(dossier, 'fichier'), '');
    await expect(ouvrirMagasin({ dataDir: join(dossier, 'fichier', 'x') })).rejects.toThrow(/ENOTDIR/);
  });
});

describe('[MAG-6] one store for all, as long as one needs it', () => {
  test('[MAG-6] commands started at once share one store; it outlives the one that started it, killed or not', async () => {
    const commandes = [autreCommande(), autreCommande(), autreCommande()];
    const [ici, ...urls] = await Promise.all([ouvrir(), ...commandes.map((c) => c.url)]);
    expect(new Set([ici.url, ...urls])).toEqual(new Set([fiche().url]));
    const { pid } = fiche();
    await ici.creerBase('partagee');
    for (const c of commandes.slice(1)) c.kill('SIGKILL');
    await ici.fermer();
    const autre = client(urls[0] ?? '');
    const debut = Date.now();
    // Longer than the store waits when nobody is left: the lease of the last command holds it.
    while (Date.now() - debut < 3_000) {
      expect((await autre.demander('GET', '/partagee')).statut).toBe(200);
      await tour();
    }
    commandes[0]?.kill('SIGKILL');
    await attendre(() => !vivant(pid));
  });

  test('[MAG-6] sequences, documents and the uuid survive a restart', async () => {
    const un = await ouvrir();
    const c = client(un.url);
    await c.demander('PUT', '/base');
    await c.demander('PUT', '/base/a', { json: { n: 1 } });
    const { last_seq } = (await c.demander('GET', '/base/_changes')).corps as { last_seq: string };
    await c.demander('PUT', '/base/b', { json: { n: 2 } });
    await c.demander('PUT', '/base/_local/p', { json: { n: 3 } });
    const avant = await etat(c);
    const { pid } = fiche();
    await un.fermer();
    await attendre(() => !vivant(pid));
    const deux = client((await ouvrir()).url);
    expect(await etat(deux)).toEqual(avant);
    expect((await deux.demander('GET', `/base/_changes?since=${last_seq}`)).corps).toMatchObject({
      results: [{ id: 'b' }],
      pending: 0,
    });
  });

  async function etat(c: Client): Promise<unknown[]> {
    const chemins = [
      '/',
      '/_all_dbs',
      '/base',
      '/base/_changes',
      '/base/_all_docs?include_docs=true',
      '/base/_local/p',
    ];
    const corps = chemins.map(async (chemin) => (await c.demander('GET', chemin)).corps as object);
    // Bytes on the disk are no fact of the data.
    return (await Promise.all(corps)).map((lu) => ('sizes' in lu ? { ...lu, sizes: {} } : lu));
  }

  test('[MAG-6] SIGTERM ends the feeds and closes the store cleanly', async () => {
    const m = await ouvrir();
    const c = client(m.url);
    await c.demander('PUT', '/base');
    const flux = c.demander('GET', '/base/_changes?feed=longpoll&heartbeat=1000');
    const autre = await c.ouvrir('GET', '/base/_changes?feed=continuous&heartbeat=1000');
    expect(autre.status).toBe(200);
    const { pid } = fiche();
    await m.fermer();
    process.kill(pid, 'SIGTERM');
    expect((await flux).corps).toMatchObject({ results: [], pending: 0 });
    await attendre(() => !vivant(pid));
  });

  test('[MAG-6] SIGKILL during writes loses nothing acknowledged; the store comes back at the same address', async () => {
    const m = await ouvrir();
    const c = client(m.url);
    await c.demander('PUT', '/base');
    const acquis = new Map<string, string>();
    for (let tourDeMort = 0; tourDeMort < 4; tourDeMort++) {
      const { pid } = fiche();
      const cible = acquis.size + 60;
      let mort = false;
      const ecrivains = Array.from({ length: 6 }, async (_, e) => {
        for (let i = 0; !mort; i++) {
          const docs = Array.from({ length: 1 + (i % 20) }, (_x, k) => ({ _id: `${tourDeMort}-${e}-${i}-${k}`, i }));
          const r = await c.demander('POST', '/base/_bulk_docs', { json: { docs } }).catch(() => undefined);
          if (r === undefined) return;
          for (const { id, rev } of r.corps as { id: string; rev: string }[]) acquis.set(id, rev);
        }
      });
      await attendre(() => acquis.size > cible);
      process.kill(pid, 'SIGKILL');
      await attendre(() => !vivant(pid));
      mort = true;
      await Promise.all(ecrivains);
      const lire = () => c.demander('GET', '/base/_all_docs').catch(() => undefined);
      let lu = await lire();
      while (lu?.statut !== 200) {
        await tour();
        lu = await lire();
      }
      const { rows } = lu.corps as { rows: { id: string; value: { rev: string } }[] };
      const presents = new Map(rows.map((r) => [r.id, r.value.rev]));
      const perdus = [...acquis].filter(([id, rev]) => presents.get(id) !== rev);
      expect(perdus).toEqual([]);
      // A lot is there whole or not at all.
      const { results } = (await c.demander('GET', '/base/_changes')).corps as { results: { id: string }[] };
      expect(new Set(results.map((l) => l.id))).toEqual(new Set(presents.keys()));
    }
  });
});
