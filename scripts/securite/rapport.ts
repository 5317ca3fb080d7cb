import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';

const rapportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});
export type Rapport = z.infer<typeof rapportSchema>;

const AUCUN: Rapport = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

const dansDossier = (racine: string, s: string): string[] =>
  readdirSync(join(racine, s), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.test.ts'))
    .map((f) => `${s}/${f}`)
    .sort();

/** Each file of tests of these suites, a folder's being all those below it; one that has none stays, and is mute. */
export const fichiersDe = (racine: string, suites: readonly string[]): string[] =>
  suites.flatMap((s) => {
    const dedans = statSync(join(racine, s)).isDirectory() ? dansDossier(racine, s) : [];
    return dedans.length > 0 ? dedans : [s];
  });

/** A run that died before its report was whole has none: it is as if nothing had been played. */
export const lireRapport = (fichier: string): Rapport => {
  try {
    return rapportSchema.parse(JSON.parse(readFileSync(fichier, 'utf8')));
  } catch {
    return AUCUN;
  }
};

/** Those of these files that left nothing: their process died, or they could not even be read. */
export const muettes = (racine: string, fichiers: readonly string[], { testResults }: Rapport): string[] => {
  const revenus = new Set(
    testResults.flatMap((r) => (r.assertionResults.length > 0 ? [relative(racine, r.name)] : [])),
  );
  return fichiers.filter((f) => !revenus.has(f));
};
