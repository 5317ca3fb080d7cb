import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compter, executer, finDe } from './etapes';

const temporaire = mkdtempSync(join(tmpdir(), 'etapes-'));
const lancer = (code: string) =>
  executer({ nom: 'essai', commande: [process.execPath, '-e', code] }, temporaire, temporaire, false);

describe('étapes de npm test', () => {
  it('a skipped or flaky test is no success', () => {
    const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
    expect(compter('vitest', vitest)).toEqual({ passes: 3, echecs: 3 });
    const stats = { expected: 2, unexpected: 0, flaky: 1, skipped: 1 };
    expect(compter('playwright', { stats })).toEqual({ passes: 2, echecs: 2 });
  });

  it('a check is one success, or one failure with its output', async () => {
    expect(await lancer('console.log(1)')).toMatchObject({ passes: 1, echecs: 0 });
    expect(await lancer('console.error("vu"); process.exit(3)')).toMatchObject({
      passes: 0,
      echecs: 1,
      sortie: 'vu\n',
    });
  });

  it('what failed is said again at the end, from its last lines', async () => {
    const bilan = await lancer('for (let i = 0; i < 200; i++) console.log("ligne " + i); process.exit(1)');
    const lignes = finDe(bilan).split('\n');
    expect([lignes[0], lignes[1], lignes.at(-1), lignes.length]).toEqual([
      '✗ essai, the end of its output:',
      'ligne 80',
      'ligne 199',
      121,
    ]);
  });

  it('a suite that never began, or a program that is not there, is a failure', async () => {
    const suite = { nom: 'rien', commande: [process.execPath, '-e', 'process.exit(1)'], rapport: 'vitest' } as const;
    expect(await executer(suite, temporaire, temporaire, false)).toMatchObject({ passes: 0, echecs: 1 });
    const absent = { nom: 'absent', commande: ['/nulle/part'] } as const;
    expect(await executer(absent, temporaire, temporaire, false)).toMatchObject({ passes: 0, echecs: 1 });
  });
});
