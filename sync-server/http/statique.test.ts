import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Banc, corpsDe, ouvrirBanc } from './testing/banc';

// A shell as the static export writes it (one folder per page).
const FICHIERS: Record<string, string> = {
  'index.html': '<title>Accueil</title>',
  '404.html': '<title>Introuvable</title>',
  'interventions/index.html': `<title>Interventions</title>${'x'.repeat(5_000)}`,
  'interventions/index.txt': 'rsc',
  'sw.js': '/* sw */',
  'manifest.webmanifest': '{}',
  '_next/static/chunks/a-1234.js': 'let a',
};
let banc: Banc;
let racine: string;
beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-coquille-'));
  const dossier = join(racine, 'coquille');
  for (const [nom, contenu] of Object.entries(FICHIERS)) {
    await mkdir(dirname(join(dossier, nom)), { recursive: true });
    await writeFile(join(dossier, nom), contenu);
  }
  // Beside the shell, in a folder of this run alone.
  await writeFile(join(racine, 'tg-hors-coquille.txt'), 'hors');
  banc = await ouvrirBanc({ dossierCoquille: dossier });
});
afterAll(async () => {
  await banc.fermer();
  await rm(racine, { recursive: true });
});

test.each([
  ['/', 'Accueil', 'no-cache'],
  ['/?id=1', 'Accueil', 'no-cache'],
  ['/interventions/', 'Interventions', 'no-cache'],
  ['/interventions/?id=1', 'Interventions', 'no-cache'],
  ['/interventions', 'Interventions', 'no-cache'],
  ['/interventions?id=1', 'Interventions', 'no-cache'],
  ['/interventions/index.txt', 'rsc', 'no-cache'],
  ['/sw.js', 'sw', 'no-cache'],
  ['/manifest.webmanifest', '{}', 'no-cache'],
  ['/_next/static/chunks/a-1234.js', 'let a', 'public, max-age=31536000, immutable'],
])('%s is served', async (chemin, contenu, cache) => {
  const r = await banc.anonyme.appeler('GET', chemin);
  expect(r.status).toBe(200);
  expect(await r.text()).toContain(contenu);
  expect(r.headers.get('cache-control')).toBe(cache);
  expect(r.headers.get('content-security-policy')).toBe(
    "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';worker-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  );
  expect(r.headers.get('x-content-type-options')).toBe('nosniff');
});

test('pages travel compressed', async () => {
  const r = await banc.anonyme.appeler('GET', '/interventions/', { entetes: { 'accept-encoding': 'gzip' } });
  expect(r.headers.get('content-encoding')).toBe('gzip');
  expect(await r.text()).toContain('Interventions');
});

test('an unknown page is the shell’s own page, an unknown call a French refusal', async () => {
  const page = await banc.anonyme.appeler('GET', '/nulle-part', { entetes: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([404, FICHIERS['404.html']]);
  for (const chemin of ['/api/rien', '/replication', '/_next/static/rien.js']) {
    const r = await banc.anonyme.appeler('GET', chemin);
    expect([chemin, r.status]).toEqual([chemin, 404]);
    expect((await corpsDe(r)).message).toMatch(/\.$/);
  }
});

test.each([
  '/../tg-hors-coquille.txt',
  '/%2e%2e/tg-hors-coquille.txt',
  '/..%2ftg-hors-coquille.txt',
  '/_next/../../tg-hors-coquille.txt',
  '/%00',
])('nothing outside of the shell: %s', async (chemin) => {
  const r = await banc.anonyme.appeler('GET', chemin);
  expect(r.status).toBeGreaterThanOrEqual(400);
  expect(await r.text()).not.toContain('hors');
});
