import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paris } from '#shared/testing/constructeurs';
import { suivreSante } from '../../sync-server/sante/suivre-sante';
import { magasinMemoire } from '../../sync-server/store/memoire/memoire';

const SCRIPT = fileURLToPath(new URL('../../deploy/mise-a-jour.sh', import.meta.url));

// Workers that answer only how they are: what the script asks, and in which order it restarts them.
let racine: string;
let unites: Server[];
let ports: number[];
let dite: string;
const malade = (port: number): string => join(racine, `malade-${port}`);

const ouvrirUnite = async (): Promise<Server> => {
  const s: Server = createServer((_req, res) => {
    const { port } = s.address() as AddressInfo;
    res.writeHead(existsSync(malade(port)) ? 503 : 200).end(dite);
  });
  s.listen(0, '127.0.0.1');
  await once(s, 'listening');
  return s;
};

beforeEach(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-retour-'));
  dite = '{"sauvegarde":{"etat":"aucune"}}';
  for (const v of ['un', 'deux'])
    for (const d of ['bin/telegestion', 'node_modules', 'app/out'])
      await mkdir(join(racine, 'versions', v, d), { recursive: true });
  await symlink('versions/deux', join(racine, 'courante'));
  await symlink('versions/un', join(racine, 'precedente'));
  // A unit is well again once it has been restarted.
  await writeFile(
    join(racine, 'redemarrer.sh'),
    `echo "$1" >> '${racine}/redemarrees'\nrm -f '${racine}/malade-'"\${1#telegestion-svi@}"\n`,
  );
  unites = [await ouvrirUnite(), await ouvrirUnite(), await ouvrirUnite()];
  ports = unites.map((s) => (s.address() as AddressInfo).port);
});
afterEach(async () => {
  for (const s of unites) s.close();
  await rm(racine, { recursive: true });
});

const demarrer = (
  demande: string,
  plus: Record<string, string> = {},
  stdio: 'ignore' | 'pipe' = 'ignore',
): ChildProcess => {
  const [un = 0, deux = 0, serveur = 0] = ports;
  const env = {
    ...process.env,
    RACINE: racine,
    PORTS_SVI: `${un} ${deux}`,
    PORT_SERVEUR: String(serveur),
    REDEMARRER: `sh ${join(racine, 'redemarrer.sh')}`,
    ...plus,
  };
  return spawn('sh', [SCRIPT, demande], { env, stdio });
};
const dire = async (
  demande: string,
  plus: Record<string, string> = {},
): Promise<{ code: number | null; dit: string }> => {
  const p = demarrer(demande, { PATIENCE_S: '2', ...plus }, 'pipe');
  let dit = '';
  for (const flux of [p.stdout, p.stderr])
    flux?.on('data', (m) => {
      dit += String(m);
    });
  await once(p, 'close');
  return { code: p.exitCode, dit };
};
const redemarrees = (): Promise<string> => readFile(join(racine, 'redemarrees'), 'utf8').catch(() => '');
const lancer = async (demande: string): Promise<number | null> => {
  const p = demarrer(demande);
  await once(p, 'close');
  return p.exitCode;
};

test('a worker that is ill, or no backup yet, stops an upgrade, not a way back; who is ill goes first', async () => {
  const [un = 0, deux = 0] = ports;
  await writeFile(malade(deux), '');
  expect(await lancer('un')).toBe(1);
  expect(await readlink(join(racine, 'courante'))).toBe('versions/deux');
  expect(await lancer('--retour')).toBe(0);
  expect(await readlink(join(racine, 'courante'))).toBe('versions/un');
  expect(await readFile(join(racine, 'redemarrees'), 'utf8')).toBe(
    `telegestion-svi@${deux}\ntelegestion-svi@${un}\ntelegestion\n`,
  );
  // All is well now, but nothing was backed up since the start.
  expect(await lancer('deux')).toBe(1);
  expect(await lancer('--retour')).toBe(0);
  expect(await readlink(join(racine, 'courante'))).toBe('versions/deux');
});

test('a good backup as the page installs it, on the disk of the data, beside those of another service, stops no upgrade; a failed one does', async () => {
  const magasin = magasinMemoire();
  await magasin.creerBase('tg-central');
  const maintenant = paris('2026-11-25 10:00');
  const sante = async (etat: 'ok' | 'en echec'): Promise<string> => {
    const s = suivreSante({
      magasin,
      horloge: () => maintenant,
      config: {
        MODE: 'production',
        DATA_DIR: racine,
        SAUVEGARDE_DIR: racine,
        MILLESIME_DEPOT: undefined,
        SMTP_URL: undefined,
        COURRIEL_DE: undefined,
        PUBLIC_ORIGIN: undefined,
        SVI_ORIGIN: undefined,
      },
      transitions: () => undefined,
      service: () => undefined,
      exterieur: () => undefined,
      sauvegarde: () => ({ etat, depuis: maintenant, etrangeres: 2 }),
      svi: () => undefined,
      astreinte: () => undefined,
    });
    return JSON.stringify(await s.lire());
  };
  dite = await sante('en echec');
  expect(await dire('un')).toEqual({ code: 1, dit: expect.stringContaining('La dernière sauvegarde n’est pas bonne') });
  dite = await sante('ok');
  expect(await dire('un')).toEqual({ code: 0, dit: expect.stringContaining('serveur : prêt') });
});

test('settings that the new version refuses are said before anything is restarted', async () => {
  const depot = fileURLToPath(new URL('../..', import.meta.url));
  const un = join(racine, 'versions/un');
  await rm(join(un, 'bin'), { recursive: true });
  for (const d of ['bin', 'deploy']) await symlink(join(depot, d), join(un, d));
  const reglages = join(racine, 'environnement');
  const plus = {
    SANS_SAUVEGARDE: 'oui',
    ENVIRONNEMENT: reglages,
    COMPTE: userInfo().username,
    DATA_DIR: racine,
    MODE: 'formation',
  };
  const ecrire = (courriel: string): Promise<void> => writeFile(reglages, `SMTP_URL=smtp://smtp.test:587\n${courriel}`);
  await ecrire('');
  const refuse = await dire('un', plus);
  expect([refuse.code, await redemarrees()]).toEqual([1, '']);
  expect(refuse.dit).toMatch(/COURRIEL_DE : nécessaire[\s\S]*rien n’est changé/);
  expect(await readlink(join(racine, 'courante'))).toBe('versions/deux');
  await ecrire('COURRIEL_DE=telegestion@paris.test\n');
  expect((await dire('un', plus)).code).toBe(0);
});

test('interrupted while the new version does not start, it goes back: never two versions at once', async () => {
  // Version « un » starts nothing: a unit that is restarted under it is ill.
  await writeFile(
    join(racine, 'redemarrer.sh'),
    `port="\${1#telegestion-svi@}"
if [ "$(readlink '${racine}/courante')" = versions/un ]; then touch '${racine}/malade-'"$port"; else rm -f '${racine}/malade-'"$port"; fi
echo "$1" >> '${racine}/redemarrees'\n`,
  );
  const p = demarrer('un', { SANS_SAUVEGARDE: 'oui' });
  await vi.waitUntil(() => existsSync(join(racine, 'redemarrees')), { timeout: 120_000, interval: 20 });
  expect(await readlink(join(racine, 'courante'))).toBe('versions/un');
  p.kill('SIGTERM');
  await once(p, 'close');
  expect(p.exitCode).toBe(1);
  expect(await readlink(join(racine, 'courante'))).toBe('versions/deux');
  expect(await readlink(join(racine, 'precedente'))).toBe('versions/un');
  expect(existsSync(malade(ports[0] ?? 0))).toBe(false);
});

test('the same version is restarted one worker at a time, who is ill first, and no link moves', async () => {
  const [un = 0, deux = 0] = ports;
  await writeFile(malade(deux), '');
  const { code, dit } = await dire('--redemarrer');
  expect([code, dit]).toEqual([0, expect.stringContaining('serveur : prêt')]);
  expect(await redemarrees()).toBe(`telegestion-svi@${deux}\ntelegestion-svi@${un}\ntelegestion\n`);
  expect(await readlink(join(racine, 'courante'))).toBe('versions/deux');
  expect(await readlink(join(racine, 'precedente'))).toBe('versions/un');
});

test('a worker that does not come back stops the restarting: the other one still takes the calls', async () => {
  const [un = 0] = ports;
  await writeFile(
    join(racine, 'redemarrer.sh'),
    `echo "$1" >> '${racine}/redemarrees'\ntouch '${racine}/malade-'"\${1#telegestion-svi@}"\n`,
  );
  const { code, dit } = await dire('--redemarrer');
  expect([code, dit]).toEqual([1, expect.stringContaining('l’autre n’a pas été touché')]);
  expect(await redemarrees()).toBe(`telegestion-svi@${un}\n`);
});

test('a version that is in service already, or no former one: it says what can be done', async () => {
  expect(await dire('deux')).toEqual({ code: 1, dit: expect.stringContaining('--redemarrer') });
  await rm(join(racine, 'precedente'));
  expect(await dire('--retour')).toEqual({ code: 1, dit: expect.stringMatching(/mise-a-jour\.sh <version>.*deux un/) });
});

test('on a machine of telephone workers alone, the server, which is elsewhere, is neither asked nor started', async () => {
  const [un = 0, deux = 0, serveur = 0] = ports;
  await writeFile(malade(serveur), '');
  for (const demande of ['un', '--redemarrer', '--retour']) {
    expect(await dire(demande, { SANS_SERVEUR: 'oui' })).toMatchObject({ code: 0 });
    expect(await redemarrees()).toBe(`telegestion-svi@${un}\ntelegestion-svi@${deux}\n`);
    await rm(join(racine, 'redemarrees'));
  }
});
