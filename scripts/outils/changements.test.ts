import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RECITS, touche } from './changements';

const racine = join(dirname(fileURLToPath(import.meta.url)), '../..');

describe('ce qu’un changement touche', () => {
  it('code is followed by its imports; a screen brings the stories that go through it, a story itself', () => {
    expect(touche(['app/_screens/alertes/ecran.tsx', 'e2e/parcours/central/etats.spec.ts'])).toEqual({
      tout: false,
      code: ['app/_screens/alertes/ecran.tsx'],
      suites: [],
      recits: ['parcours/central/etats', 'parcours/gestionnaire/alertes'],
    });
    expect(touche(['app/_screens/alertes/ecran.test.tsx']).recits).toEqual([]);
  });

  it('what no import leads to is named: the documentation, a program started apart, the data of a room', () => {
    expect(touche(['docs/glossaire.md']).suites).toEqual(['scripts/docs', 'scripts/phrases']);
    expect(touche(['telephony/svi/etapes.ts']).suites).toEqual(['telephony/worker']);
    expect(touche(['telephony/svi/etapes.test.ts']).suites).toEqual([]);
    expect(touche(['sync-server/domaines/dossiers/testing/fixtures/petit/FINANCEURS.csv'])).toMatchObject({
      code: [],
      suites: ['sync-server/use-cases/importer'],
    });
  });

  it('what everything stands on leaves nothing out', () => {
    for (const f of ['package-lock.json', 'vitest.config.ts', 'tsconfig.base.json'])
      expect(touche([f]).tout).toBe(true);
    expect(touche(['app/tsconfig.json']).tout).toBe(false);
  });

  it('each story of the table is there', () => {
    for (const recit of RECITS.flatMap(([, recits]) => recits))
      expect([recit, existsSync(join(racine, `e2e/${recit}.spec.ts`))]).toEqual([recit, true]);
  });
});
