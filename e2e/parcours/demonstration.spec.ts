import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { seConnecter } from '../outils/navigateur';

// What the README promises of `npm run demo`: it builds where it must, fills a service, prints address and sign-ins, rings
// calls, and leaves nothing behind.

const racine = join(dirname(fileURLToPath(import.meta.url)), '../..');
let demo: ChildProcess | undefined;
let sortie = '';

test.afterEach(async () => {
  const enfant = demo;
  if (!enfant || enfant.exitCode !== null || enfant.signalCode !== null) return;
  const mort = new Promise((suite) => enfant.once('exit', suite));
  enfant.kill('SIGTERM');
  await mort;
});

const dit = async (motif: RegExp): Promise<RegExpMatchArray> => {
  await expect.poll(() => sortie, { timeout: 150_000 }).toMatch(motif);
  const trouve = sortie.match(motif);
  if (!trouve) throw new Error(sortie);
  return trouve;
};

test('npm run demo : une adresse, des comptes, des appels ; Ctrl-C arrête et efface tout', async ({ page }) => {
  demo = spawn('npm', ['run', '--silent', 'demo'], { cwd: racine, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const flux of [demo.stdout, demo.stderr])
    flux?.on('data', (d: Buffer) => {
      sortie += d.toString();
    });
  const fini = new Promise((suite) => demo?.once('exit', suite));

  const [, adresse = ''] = await dit(/Adresse : {2}(\S+)/);
  const [, motDePasse = ''] = await dit(/ est +(\S+) +Gestion Est/);
  const [, dossier = ''] = await dit(/Données : {2}(\S+)/);
  expect(existsSync(dossier)).toBe(true);

  await seConnecter(page, adresse, { identifiant: 'est', motDePasse });
  await dit(/\d+ h \d+ {3}\S/);
  expect(sortie).not.toContain('échec');

  if (demo.pid !== undefined) process.kill(-demo.pid, 'SIGINT');
  // npm may leave at the signal before what it started has tidied up; nothing else ends the demonstration.
  await fini;
  await expect.poll(() => existsSync(dossier), { timeout: 30_000 }).toBe(false);
  await expect(fetch(`${adresse}/sante`)).rejects.toThrow();
});
