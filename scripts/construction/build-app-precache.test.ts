import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { getManifest } from 'workbox-build';
import { FICHIERS_GARDES } from './build-app-precache';

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
