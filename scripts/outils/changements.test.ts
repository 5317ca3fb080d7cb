import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LONGUES, laissees, RECITS, touche } from './changements';

const racine = join(dirname(fileURLToPath(import.meta.url)), '../..');

describe('ce qu’un changement touche', () => {
  it('code is followed by its imports; a screen brings the stories that go through it, a story itself', () => {
    expect(touche(['app/_ecrans/alertes/ecran.tsx', 'e2e/parcours/central/etats.spec.ts'])).toEqual({
      tout: false,
      code: ['app/_ecrans/alertes/ecran.tsx'],
      suites: [],
      recits: ['parcours/central/etats', 'parcours/gestionnaire/alertes'],
    });
    expect(touche(['app/_ecrans/alertes/ecran.test.tsx']).recits).toEqual([]);
  });

  it('what no import leads to is named: the documentation, a program started apart, the data of a room', () => {
    expect(touche(['docs/glossaire.md']).suites).toEqual(['scripts/docs', 'scripts/phrases']);
    expect(touche(['telephony/svi/etapes.ts']).suites).toEqual(['telephony/worker']);
    expect(touche(['telephony/svi/etapes.test.ts']).suites).toEqual([]);
    expect(touche(['sync-server/domaines/dossiers/testing/fixtures/petit/FINANCEURS.csv'])).toMatchObject({
      code: [],
      suites: ['sync-server/domaines/dossiers'],
    });
  });

  it('what everything stands on leaves nothing out', () => {
    for (const f of ['package-lock.json', 'vitest.config.ts', 'tsconfig.base.json'])
      expect(touche([f]).tout).toBe(true);
    expect(touche(['app/tsconfig.json']).tout).toBe(false);
  });

  it('a long suite is run by a change of its room, and left to the whole by the others', () => {
    const sauvegarde = 'sync-server/domaines/exploitation/sauvegarde/sauvegarde.test.ts';
    expect(laissees(['shared/domain/cloture/complement.ts'])).toEqual(LONGUES);
    expect(laissees(['sync-server/domaines/exploitation/sante.ts'])).not.toContain(sauvegarde);
    expect(laissees(['sync-server/domaines/cloture/index.ts'])).toContain(sauvegarde);
    expect(laissees(['telephony/svi/etapes.ts']).filter((f) => f.startsWith('telephony/'))).toEqual([]);
    expect(laissees(['sync-server/cli/mots.ts'])).not.toContain('sync-server/cli/cli.test.ts');
    expect(LONGUES.filter((f) => !existsSync(join(racine, f)))).toEqual([]);
  });

  it('each folder and each story of the table is there', () => {
    const dossiers = new Set(
      readdirSync(join(racine, 'app'), { recursive: true, withFileTypes: true })
        .filter((d) => d.isDirectory())
        .map((d) => d.name),
    );
    expect(RECITS.map(([mot]) => mot).filter((mot) => !dossiers.has(mot))).toEqual([]);
    for (const recit of RECITS.flatMap(([, recits]) => recits))
      expect([recit, existsSync(join(racine, `e2e/${recit}.spec.ts`))]).toEqual([recit, true]);
  });
});
