import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DOSSIER, empreinteDes, MANIFESTE } from './programmes.mjs';

let dossier: string;
/** A project of two sources, one of which is a program that was made. */
beforeEach(() => {
  dossier = join(realpathSync(mkdtempSync(join(tmpdir(), 'tg-programmes-'))), 'projet');
  for (const d of ['bin', DOSSIER]) mkdirSync(join(dossier, d), { recursive: true });
  cpSync(fileURLToPath(new URL('programmes.mjs', import.meta.url)), join(dossier, 'bin/programmes.mjs'));
  for (const f of ['a.ts', 'b.ts']) writeFileSync(join(dossier, f), `export const nom = '${f}';\n`);
  const fichiers = ['a.ts', 'b.ts'];
  const manifeste = {
    racine: `${dossier}/`,
    programmes: ['a.ts'],
    fichiers,
    empreinte: empreinteDes(dossier, fichiers),
  };
  writeFileSync(join(dossier, DOSSIER, MANIFESTE), JSON.stringify(manifeste));
});
afterEach(() => rmSync(join(dossier, '..'), { recursive: true }));

const faitDe = (source: string, ou = dossier): string =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { programmeFait } from ${JSON.stringify(join(ou, 'bin/programmes.mjs'))}; console.log(programmeFait('${source}'))`,
    ],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  ).stdout.trim();

test('a program is run as it was made as long as every source says what it said', () => {
  expect(faitDe('a.ts')).toBe(join(dossier, DOSSIER, 'a.mjs'));
  expect(faitDe('b.ts')).toBe('undefined');
  writeFileSync(join(dossier, 'b.ts'), "export const nom = 'autre';\n");
  expect(faitDe('a.ts')).toBe('undefined');
});

test('one that was made elsewhere, or of which a source is gone, is left to tsx', () => {
  const ailleurs = join(dossier, '../ailleurs');
  renameSync(dossier, ailleurs);
  expect(faitDe('a.ts', ailleurs)).toBe('undefined');
  renameSync(ailleurs, dossier);
  expect(faitDe('a.ts')).not.toBe('undefined');
  rmSync(join(dossier, 'b.ts'));
  expect(faitDe('a.ts')).toBe('undefined');
});
