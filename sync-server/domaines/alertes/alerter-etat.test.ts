import { expect, it } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { type EtatAlerter, garderVisite, visitesDeLUsager } from './alerter-etat';

type Visite = NonNullable<Parameters<typeof garderVisite>[2]>;

/** As a document read anew makes it: texts of its own. */
const lue = (n: number, debut: string): Visite =>
  structuredClone({
    ...{ base: 'tg-antenne-est', usagerId: 'U1', alertes: [], echeance: '2026-12-01T10:30:01Z' },
    charge: {
      ...{ usagerId: 'U1', intervenantId: 'I1', codePrestation: 'AM' },
      ...{ complementaires: 0, debut, fin: '2026-12-01T09:00:00Z', prevu: 60, faite: true },
    },
    ecoute: { debut, fin: '2026-12-01T09:00:00Z', arrivee: `2026-12-01T08:00:${String(n).padStart(2, '0')}Z` },
  }) as unknown as Visite;

// That the copies kept are the same ones is weighed by `npm run epreuve -- endurance --instantanes`: a text has no identity of its own.
it('[AL-1] a visit whose texts are shared says what it says; what it alone has is not among them', () => {
  const etat = {
    ...{ visites: new Map(), visitesDe: new Map(), chevauchantes: new Map(), textes: new Map<string, string>() },
    prochaine: '9999-12-31T00:00:00Z' as Instant,
  } as unknown as EtatAlerter;
  const suite = { usagers: new Set<string>(), aides: new Set<string>() };
  const DEBUT = '2026-12-01T08:00:00Z';
  for (let n = 0; n < 40; n += 1) garderVisite(etat, `tg-antenne-est V${n}`, lue(n, DEBUT), suite);
  // What one visit alone has is not among what they share.
  expect([...etat.textes.keys()].filter((t) => t.includes('V') || /08:00:[1-9]/.test(t))).toEqual([]);
  suite.usagers.clear();
  for (let n = 0; n < 40; n += 1) garderVisite(etat, `tg-antenne-est V${n}`, lue(n, DEBUT), suite);
  expect([...suite.usagers]).toEqual([]);
  expect(etat.visites.get('tg-antenne-est V7')).toEqual(lue(7, DEBUT));
  const siennes = visitesDeLUsager(etat, 'U1');
  expect(siennes.map((v) => v.cle)).toEqual(Array.from({ length: 40 }, (_, n) => `V${n}`));
  expect(siennes[7]?.charge).toEqual(lue(7, DEBUT).charge);
  // Another hour is told, and makes its usager be looked at.
  garderVisite(etat, 'tg-antenne-est V7', lue(7, '2026-12-01T08:05:00Z'), suite);
  expect(etat.visites.get('tg-antenne-est V7')).toEqual(lue(7, '2026-12-01T08:05:00Z'));
  expect([...suite.usagers]).toEqual(['U1']);
});
