import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import { instantDe } from '../../temps/paris';
import { acceptee, contexte } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import type { CorrectionSuivie } from '../types';
import { plierVisite, retenir } from './retenir';
import { complete, h, surA } from './testing/retenues';

const arbitraire = fc.record({
  nature: fc.constantFrom('HORAIRE', 'MINUTES', 'DONNEES', 'SUPPRESSION', 'RETABLISSEMENT', 'CREATION' as const),
  debut: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
  fin: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
  minutes: fc.integer({ min: -10, max: 300 }),
  instant: fc.integer({ min: 0, max: 40 }),
  verdict: fc.constantFrom('ACCEPTEE', 'REFUSEE', 'TARDIVE', undefined),
  base: fc.integer({ min: 0, max: 7 }),
});
const base = Date.parse('2026-10-01T06:00:00Z');
const instant = (minutes: number) =>
  `${new Date(base + minutes * 60_000).toISOString().slice(0, 19)}Z` as Correction['instant'];
const suites = fc.array(arbitraire, { maxLength: 8 }).map((l) =>
  l.map((x, n): CorrectionSuivie => {
    const c = surA(x.nature, {
      id: `C${n}`,
      instant: instant(1000 + x.instant),
      minutes: x.minutes as never,
      intervenantId: 'I7',
      ...(x.debut === undefined ? {} : { debut: instant(x.debut) }),
      ...(x.fin === undefined ? {} : { fin: instant(x.fin) }),
      base: l.slice(0, Math.min(n, x.base)).map((_, k) => `C${k}`),
    });
    return x.verdict === undefined ? { correction: c } : acceptee(c, { decision: x.verdict });
  }),
);

describe('retenir, propriétés', () => {
  it('[CO-1] une correction ne détruit jamais : brut intact, chacune revient une fois avec son état', () => {
    fc.assert(
      fc.property(suites, (l) => {
        const i = complete();
        const avant = structuredClone(i);
        const r = retenir(i, l, contexte());
        expect(i).toEqual(avant);
        expect(r.corrections.map((j) => j.correction.id).sort()).toEqual(l.map((s) => s.correction.id).sort());
        for (const j of r.corrections)
          if (j.etat === 'REFUSEE' && j.enAttente) expect(j.refus?.message).toMatch(/[.:!]$|\S/);
      }),
      { numRuns: histoires(500) },
    );
  });

  it('[CO-4] l’ordre dans lequel elles arrivent ne change rien', () => {
    fc.assert(
      fc.property(
        suites.chain((l) =>
          fc.tuple(fc.constant(l), fc.shuffledSubarray(l, { minLength: l.length, maxLength: l.length })),
        ),
        ([l, m]) => {
          expect(retenir(complete(), m, contexte())).toEqual(retenir(complete(), l, contexte()));
        },
      ),
      { numRuns: histoires(500) },
    );
  });

  it('[CO-3] quoi qu’on corrige, la fin suit le début et la durée ne dépasse pas dureeMax', () => {
    fc.assert(
      fc.property(suites, (l) => {
        const r = retenir(complete(), l, contexte());
        if (!r.debut || !r.fin) return;
        expect(r.fin > r.debut).toBe(true);
        expect(Date.parse(r.fin) - Date.parse(r.debut)).toBeLessThanOrEqual(840 * 60_000);
        expect(r.minutesComplementaires).toBeGreaterThanOrEqual(0);
        expect(r.minutesComplementaires).toBeLessThanOrEqual(240);
      }),
      { numRuns: histoires(500) },
    );
  });

  it('[CO-3] le juge lit la même chose que tous : ce que devient chacune, l’heure et l’usager', () => {
    const cote = (id: string, hm: string) => ({ id, instant: h(hm), recuLe: h(hm), source: 'SVI' as const });
    const liee = { id: 'P', arrivee: cote('a', '08:31'), depart: cote('d', '09:29') };
    fc.assert(
      fc.property(suites, fc.constantFrom('couverture', 'precedente', undefined), (l, lien) => {
        const i = { ...complete(), ...(lien ? { [lien]: liee } : {}) };
        const { debut, usagerId, corrections } = retenir(i, l, contexte());
        expect(plierVisite(i, l, contexte())).toEqual({ debut, usagerId, corrections });
      }),
      { numRuns: histoires(300) },
    );
  });

  it.each(['HORAIRE', 'RETRAIT'] as const)(
    '[CO-4] quatre cents corrections d’une visite, chacune fondée sur toutes les autres, se plient en un instant (%s)',
    (nature) => {
      const ids = Array.from({ length: 400 }, (_, n) => `C${String(n).padStart(3, '0')}`);
      const cs = ids.map((id, n) => {
        const commun = { id, base: ids.slice(0, n), instant: instantDe(Date.parse(h('12:00')) + n * 1000) };
        if (nature === 'RETRAIT' && n % 2 === 1)
          return acceptee(surA('RETRAIT', { ...commun, retire: ids[n - 1], motif: 'AUTRE', commentaire: 'non' }));
        return acceptee(surA('HORAIRE', { ...commun, fin: h(n % 2 ? '09:45' : '09:50') }));
      });
      const debut = performance.now();
      const r = retenir(complete(), cs, contexte());
      // It took eight seconds and more by walking the ancestry of each.
      expect(performance.now() - debut).toBeLessThan(2_500);
      expect([r.conflit, r.base]).toEqual([undefined, [ids.at(-1)]]);
    },
  );

  it('[CO-4] une correction fondée sur `base` règle tout conflit', () => {
    fc.assert(
      fc.property(suites, (l) => {
        const r = retenir(complete(), l, contexte());
        if (!r.conflit || r.supprimee || r.corrections.some((j) => j.etat === 'SANS_OBJET')) return;
        const c = surA('MINUTES', { id: 'REGLE', instant: instant(5000), minutes: 0 as never, base: r.base });
        const apres = retenir(complete(), [...l, acceptee(c)], contexte());
        expect(apres.conflit).toBeUndefined();
      }),
      { numRuns: histoires(500) },
    );
  });
});
