import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { getManifest } from 'workbox-build';
import { ajouterEmpreintes, empreinte, FICHIERS_GARDES } from './build-app-precache';

let dossier = '';
afterEach(() => rm(dossier, { recursive: true, force: true }));

test('the service worker keeps every file of the export but its own and the training telephone’s', async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-export-'));
  const gardes = [
    'index.html',
    'aujourdhui/index.html',
    'aujourdhui/index.txt',
    'manuel/ecran-telephone.0a1b2c3d.webp',
    '_next/static/css/a.css',
    '_next/static/chunks/app/(extranet)/aujourdhui/page-1.js',
  ];
  const exclus = [
    'sw.js',
    'pointer/index.html',
    'pointer/pointer.js',
    'pointer/sw.js',
    'telephone/index.html',
    'telephone/index.txt',
    'telephone/__next.tree.txt',
    'telephone.html',
    '_next/static/chunks/app/(extranet)/telephone/page-1.js',
  ];
  for (const nom of [...gardes, ...exclus]) {
    await mkdir(dirname(join(dossier, nom)), { recursive: true });
    await writeFile(join(dossier, nom), nom);
  }
  const { manifestEntries } = await getManifest({ globDirectory: dossier, ...FICHIERS_GARDES });
  expect(manifestEntries.map((e) => decodeURI(e.url)).sort()).toEqual([...gardes].sort());
});

test('each file is kept with what it holds, as the browser checks it; a page, into which an antivirus may write, without', async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-export-'));
  const script = '_next/static/chunks/a-0a1b2c.js';
  for (const nom of [script, 'index.html', 'aide.json']) {
    await mkdir(dirname(join(dossier, nom)), { recursive: true });
    await writeFile(join(dossier, nom), nom);
  }
  const { manifestEntries } = await getManifest({
    globDirectory: dossier,
    ...FICHIERS_GARDES,
    manifestTransforms: [ajouterEmpreintes(dossier)],
  });
  const parUrl = Object.fromEntries(manifestEntries.map((e) => [e.url, e.integrity]));
  expect(parUrl).toEqual({
    [script]: empreinte(Buffer.from(script)),
    'aide.json': empreinte(Buffer.from('aide.json')),
    'index.html': undefined,
  });
  expect(empreinte(Buffer.from('abc'))).toBe('sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn');
});
