import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fabriquer, fabriquerProgrammes } from './fabriquer';

const RACINE = fileURLToPath(new URL('../../..', import.meta.url));
/** Away from those that this very run may be using. */
const DOSSIER = 'node_modules/.cache/telegestion/programmes-essai';
const RIEN_DE_FAIT = { NODE_OPTIONS: '' };
let faits: { NODE_OPTIONS: string };
beforeAll(async () => {
  faits = await fabriquerProgrammes(RACINE, DOSSIER);
});
afterAll(() => rmSync(join(RACINE, DOSSIER), { recursive: true }));

const lancer = (args: string[], env = faits) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: RACINE,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
};

test('a program made beforehand says what the one that stands says, and ends as it does', () => {
  for (const args of [['--help'], ['zut'], ['importer', 'nulle/part']])
    expect(lancer(['bin/telegestion', ...args])).toEqual(lancer(['bin/telegestion', ...args], RIEN_DE_FAIT));
  expect(readFileSync(join(RACINE, DOSSIER, 'sync-server/cli/main.mjs'), 'utf8')).not.toContain('import.meta.url');
});

test('the packages that every command loads are in the files, and no other; what says their versions is among what it was made of', async () => {
  const dossier = join(RACINE, `${DOSSIER}-paquets`);
  const fichiers = await fabriquer(RACINE, dossier);
  const dit = readdirSync(dossier, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.mjs'))
    .map((f) => readFileSync(join(dossier, f), 'utf8'))
    .join('\n');
  rmSync(dossier, { recursive: true });
  const importes = new Set(
    [...dit.matchAll(/^\s*(?:import|export|\}) ?.*from "([^".][^"]*)";$/gm)].map(([, m]) => m ?? ''),
  );
  for (const inclus of ['zod', 'libphonenumber-js/min', 'jose', 'ulid']) expect(importes).not.toContain(inclus);
  for (const laisse of ['nano', 'csv-parse/sync', 'node:crypto']) expect(importes).toContain(laisse);
  expect(fichiers.filter((f) => f.endsWith('/package.json'))).toContain('node_modules/zod/package.json');
  expect(fichiers.filter((f) => f.includes('node_modules/') && !f.endsWith('/package.json'))).toEqual([]);
});

test('it is the one that is run, by tsx or not; what is started with more than tsx is left as it is', () => {
  const fait = join(RACINE, DOSSIER, 'embarque/main.mjs');
  writeFileSync(fait, "console.log('fait', process.argv[2]); process.exitCode = 4;");
  expect(lancer(['--import', 'tsx', 'embarque/main.ts', 'ici'])).toMatchObject({ status: 4, stdout: 'fait ici\n' });
  const avec = lancer(['--import', 'data:text/javascript,', '--import', 'tsx', 'embarque/main.ts']);
  expect(avec).toMatchObject({ status: 1, stderr: expect.stringContaining('usage: main.ts <DATA_DIR>') });
  expect(lancer(['--eval', 'console.log(1)'])).toMatchObject({ status: 0, stdout: '1\n' });
});
