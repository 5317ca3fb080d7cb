import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import fc from 'fast-check';
import { instantDe } from '#shared/temps/paris';
import type { Minutes } from '#shared/temps/types';
import { acceptee, correction, paris, pointage, visite } from '#shared/testing/constructeurs';
import { type CasAPlier, plier } from './plier';

// Three days around the autumn clock change, where two runtimes would differ first.
const DEPART = Date.parse('2026-10-23T22:00:00Z');
const a = (secondes: number) => instantDe(DEPART + secondes * 1000);

const cas = fc
  .record({
    pointages: fc.array(
      fc.record({
        s: fc.nat(3 * 86_400),
        sens: fc.constantFrom('A' as const, 'D' as const),
        aide: fc.constantFrom('I1', 'I2'),
      }),
      { maxLength: 16 },
    ),
    visites: fc.array(fc.record({ m: fc.nat(3 * 1440), duree: fc.integer({ min: 15, max: 200 }) }), { maxLength: 6 }),
    corrections: fc.array(
      fc.record({
        cible: fc.nat(15),
        nature: fc.constantFrom('HORAIRE', 'MINUTES', 'SUPPRESSION', 'RETABLISSEMENT', 'CREATION' as const),
        de: fc.nat(3 * 1440),
        duree: fc.integer({ min: -30, max: 300 }),
        decision: fc.constantFrom('ACCEPTEE', 'REFUSEE', undefined),
      }),
      { maxLength: 6 },
    ),
  })
  .map((x): CasAPlier => {
    const corrections = x.corrections.map((c, n) => {
      const creation = c.nature === 'CREATION';
      const doc = correction(c.nature, {
        id: `C${n}`,
        ...(creation ? { usagerId: 'U1', intervenantId: 'I1' } : { cible: { genre: 'POINTAGE', id: `P${c.cible}` } }),
        debut: a(c.de * 60),
        fin: a((c.de + c.duree) * 60),
        minutes: c.duree as Minutes,
        instant: paris(`2026-11-0${n + 1} 10:00`),
      });
      return c.decision === undefined ? { correction: doc } : acceptee(doc, { decision: c.decision });
    });
    return {
      pointages: x.pointages.map((p, n) =>
        pointage(p.sens, '2026-10-24 00:00', { id: `P${n}`, intervenantId: p.aide, instant: a(p.s) }),
      ),
      visites: x.visites.map((v, n) =>
        visite(`V${n}`, '2026-10-24 08:00', '2026-10-24 09:00', { debut: a(v.m * 60), fin: a((v.m + v.duree) * 60) }),
      ),
      corrections,
      maintenant: paris('2026-11-25 12:00'),
    };
  });

for (const timezoneId of ['Europe/Paris', 'America/Cayenne', 'Pacific/Auckland']) {
  test(`[CO-1] le pli est le même dans Chromium et dans Node, navigateur à ${timezoneId}`, async ({ browser }) => {
    const { outputFiles } = await build({
      stdin: { contents: "export { plier } from './plier';", resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'coeur',
      target: 'es2023',
    });
    const contexte = await browser.newContext({ timezoneId });
    const page = await contexte.newPage();
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    const entrees = fc.sample(cas, { numRuns: 300, seed: 20261125 }).map((c) => JSON.stringify(c));
    const vues = await page.evaluate(
      (l) => l.map((e) => (globalThis as unknown as { coeur: { plier: (s: string) => string } }).coeur.plier(e)),
      entrees,
    );
    expect(vues).toEqual(entrees.map(plier));
    expect(vues.filter((v) => v.length > 1000).length).toBeGreaterThan(100);
    await contexte.close();
  });
}
