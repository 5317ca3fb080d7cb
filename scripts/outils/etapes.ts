import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Duree, dureesPlaywright, dureesVitest } from './durees';

/** One step of `npm test`. `rapport`: the JSON that its tests leave; without one the step counts as one check. */
export type Etape = {
  nom: string;
  commande: readonly [string, ...string[]];
  env?: Readonly<Record<string, string>>;
  rapport?: 'vitest' | 'playwright';
};

export type Bilan = {
  nom: string;
  passes: number;
  echecs: number;
  secondes: number;
  sortie: string;
  durees: readonly Duree[];
};

const rapportVitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});
const rapportPlaywright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** A test that is skipped, or that passed at its second try only, counts as failed: what the line says was seen. */
export const compter = (sorte: 'vitest' | 'playwright', json: unknown): { passes: number; echecs: number } => {
  if (sorte === 'vitest') {
    const r = rapportVitest.parse(json);
    return { passes: r.numPassedTests, echecs: r.numFailedTests + r.numPendingTests + r.numTodoTests };
  }
  const { stats } = rapportPlaywright.parse(json);
  return { passes: stats.expected, echecs: stats.unexpected + stats.flaky + stats.skipped };
};

const lireJson = (fichier: string): unknown => JSON.parse(readFileSync(fichier, 'utf8'));

const lireRapport = (sorte: 'vitest' | 'playwright', fichier: string) =>
  existsSync(fichier) ? compter(sorte, lireJson(fichier)) : { passes: 0, echecs: 0 };

const lireDurees = (sorte: 'vitest' | 'playwright', rapport: string, durees: string): readonly Duree[] => {
  const fichier = sorte === 'vitest' ? durees : rapport;
  if (!existsSync(fichier)) return [];
  return (sorte === 'vitest' ? dureesVitest : dureesPlaywright).parse(lireJson(fichier));
};

const MESURE = fileURLToPath(new URL('./durees-vitest.ts', import.meta.url));

/** Runs a step. Its output is kept, and shown too as its lines come (`direct`). */
export const executer = (etape: Etape, racine: string, temporaire: string, direct: boolean): Promise<Bilan> =>
  new Promise((suite) => {
    const debut = Date.now();
    const fichier = join(temporaire, `${etape.nom.replaceAll(/\W+/g, '-')}.json`);
    const durees = `${fichier}.durees`;
    const [programme, ...args] = etape.commande;
    const rapports =
      etape.rapport === 'vitest'
        ? ['--reporter=default', `--reporter=${MESURE}`, '--reporter=json', `--outputFile.json=${fichier}`]
        : [];
    const enfant = spawn(programme, [...args, ...rapports], {
      cwd: racine,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', PLAYWRIGHT_JSON_OUTPUT_FILE: fichier, DUREES: durees, ...etape.env },
    });
    let sortie = '';
    for (const flux of [enfant.stdout, enfant.stderr]) {
      // By whole lines: those of two steps may follow one another.
      createInterface({ input: flux }).on('line', (ligne) => {
        sortie += `${ligne}\n`;
        if (direct) console.log(ligne);
      });
    }
    const finir = (code: number | null): void => {
      const compte = etape.rapport ? lireRapport(etape.rapport, fichier) : { passes: code === 0 ? 1 : 0, echecs: 0 };
      // A step that fails without a failed test (it did not start, an error out of any test) is itself the failure.
      const echecs = code !== 0 && compte.echecs === 0 ? 1 : compte.echecs;
      suite({
        nom: etape.nom,
        passes: compte.passes,
        echecs,
        secondes: (Date.now() - debut) / 1000,
        sortie,
        durees: etape.rapport ? lireDurees(etape.rapport, fichier, durees) : [],
      });
    };
    enfant.on('error', (e) => {
      sortie += e.message;
      finir(1);
    });
    enfant.on('close', finir);
  });

/** Both runners end on what failed: so many last lines of a step hold it, to be read without going up an hour of log. */
const LIGNES_REDITES = 120;

/** The end of what a failed step said. */
export const finDe = ({ nom, sortie }: Bilan): string =>
  [`✗ ${nom}, the end of its output:`, ...sortie.trimEnd().split('\n').slice(-LIGNES_REDITES)].join('\n');
