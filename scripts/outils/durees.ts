import { z } from 'zod';

/** How long a file of tests took, in seconds: of the clock, while others ran beside it. */
export type Duree = { fichier: string; secondes: number };

export const dureesVitest = z.array(z.object({ fichier: z.string(), secondes: z.number() }));

type Groupe = {
  file: string;
  specs: { tests: { results: { duration: number }[] }[] }[];
  suites?: Groupe[] | undefined;
};
const groupe: z.ZodType<Groupe> = z.object({
  file: z.string(),
  specs: z.array(z.object({ tests: z.array(z.object({ results: z.array(z.object({ duration: z.number() })) })) })),
  get suites() {
    return z.array(groupe).optional();
  },
});

const millisecondes = (g: Groupe): number =>
  g.specs.flatMap((s) => s.tests.flatMap((t) => t.results)).reduce((n, r) => n + r.duration, 0) +
  (g.suites ?? []).reduce((n, s) => n + millisecondes(s), 0);

/** From Playwright's report: its names are those of e2e/. */
export const dureesPlaywright = z
  .object({ suites: z.array(groupe) })
  .transform(({ suites }): Duree[] =>
    suites.map((g) => ({ fichier: `e2e/${g.file}`, secondes: millisecondes(g) / 1000 })),
  );

/** The slowest first; a file that ran several times counts its runs together. */
export const lesPlusLents = (durees: readonly Duree[], combien: number): Duree[] => {
  const sommes = new Map<string, number>();
  for (const { fichier, secondes } of durees) sommes.set(fichier, (sommes.get(fichier) ?? 0) + secondes);
  return [...sommes]
    .map(([fichier, secondes]) => ({ fichier, secondes }))
    .sort((a, b) => b.secondes - a.secondes)
    .slice(0, combien);
};

export const enTableau = (durees: readonly Duree[]): string =>
  durees.map(({ fichier, secondes }) => `${secondes.toFixed(1).padStart(7)} s  ${fichier}`).join('\n');
