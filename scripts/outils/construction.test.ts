import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { assurerConstruction } from './construction';

let racine = '';
afterEach(() => rmSync(racine, { recursive: true, force: true }));

test('a build that fails: the end of what it said, and where the rest is', () => {
  racine = mkdtempSync(join(tmpdir(), 'tg-construction-'));
  for (const dossier of ['app', 'shared', 'public', 'scripts', 'docs/manuels', 'docs/captures'])
    mkdirSync(join(racine, dossier), { recursive: true });
  for (const f of [
    'next.config.ts',
    'package-lock.json',
    'scripts/build-app.ts',
    'scripts/construction/build-app-manuel.ts',
    'scripts/construction/build-app-scripts.ts',
  ])
    writeFileSync(join(racine, f), '');
  const script = `node -e "for (let n = 1; n < 100; n++) console.log('ligne ' + n); process.exit(1)"`;
  writeFileSync(join(racine, 'package.json'), JSON.stringify({ scripts: { build: script } }));
  const construire = () => assurerConstruction(racine);
  expect(construire).toThrow(/^ligne 60\n[\s\S]*ligne 99\n\nLa construction de l’application a échoué/);
  const journal = readFileSync(join(racine, 'node_modules/.cache/telegestion/construction.log'), 'utf8');
  expect(journal).toContain('ligne 1\n');
});
