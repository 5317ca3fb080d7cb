import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fichiersDe, lireRapport, muettes } from './rapport';

let racine: string;
beforeAll(() => {
  racine = mkdtempSync(join(tmpdir(), 'tg-rapport-'));
  for (const f of [
    'audit/a.test.ts',
    'audit/b/c.test.ts',
    'audit/a.ts',
    'audit-long/d.test.ts',
    'vide/a.ts',
    'seule.test.ts',
  ]) {
    mkdirSync(dirname(join(racine, f)), { recursive: true });
    writeFileSync(join(racine, f), '');
  }
});
afterAll(() => rmSync(racine, { recursive: true, force: true }));

const rapporter = (...fichiers: string[]): string => {
  const rapport = join(racine, 'rapport.json');
  const essai = { status: 'passed', fullName: 'x' };
  writeFileSync(
    rapport,
    JSON.stringify({
      ...{ numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 },
      testResults: fichiers.map((f) => ({
        name: join(racine, f),
        assertionResults: f === 'seule.test.ts' ? [] : [essai],
      })),
    }),
  );
  return rapport;
};

test('a suite that is a folder is each of its files: one that came back does not speak for another, nor a folder of the same beginning', () => {
  const fichiers = fichiersDe(racine, ['audit', 'seule.test.ts']);
  expect(fichiers).toEqual(['audit/a.test.ts', 'audit/b/c.test.ts', 'seule.test.ts']);
  expect(fichiersDe(racine, ['vide'])).toEqual(['vide']);
  const lu = lireRapport(rapporter('audit/a.test.ts', 'audit-long/d.test.ts', 'seule.test.ts'));
  // The last one came back without a single test: it could not be read.
  expect(muettes(racine, fichiers, lu)).toEqual(['audit/b/c.test.ts', 'seule.test.ts']);
});

test('a run that left no report, or half of one, has all its suites mute', () => {
  const coupe = join(racine, 'coupe.json');
  writeFileSync(coupe, '{"numPassedTests": 3, "testRes');
  for (const f of [coupe, join(racine, 'aucun.json')])
    expect(muettes(racine, ['seule.test.ts'], lireRapport(f))).toEqual(['seule.test.ts']);
});
