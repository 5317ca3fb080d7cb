import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');

test('no list that was read is spread into a call: some hundred thousand arguments are more than the stack holds', () => {
  const fichiers = ['shared', 'sync-server', 'telephony', 'embarque'].flatMap((dossier) =>
    readdirSync(join(racine, dossier), { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.includes('testing/'))
      .map((f) => join(dossier, f)),
  );
  expect(fichiers.length).toBeGreaterThan(500);
  const fautifs = fichiers.filter((f) => /\.push\(\.\.\.\(?await /.test(readFileSync(join(racine, f), 'utf8')));
  expect(fautifs).toEqual([]);
});
