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
  expect([...etat.textes.keys()].filter((t) => /08:00:[1-9]/.test(t))).toEqual([]);
  suite.usagers.clear();
  for (let n = 0; n < 40; n += 1) garderVisite(etat, `tg-antenne-est V${n}`, lue(n, DEBUT), suite);
  expect([...suite.usagers]).toEqual([]);
  expect(etat.visites.get('tg-antenne-est V7')).toEqual(lue(7, DEBUT));
  // Another hour is told, and makes its usager be looked at.
  garderVisite(etat, 'tg-antenne-est V7', lue(7, '2026-12-01T08:05:00Z'), suite);
  expect(etat.visites.get('tg-antenne-est V7')).toEqual(lue(7, '2026-12-01T08:05:00Z'));
  expect([...suite.usagers]).toEqual(['U1']);

  // Its usager's visits stay in their order, each with its own id.
  const ids = (usagerId: string): string[] => visitesDeLUsager(etat, usagerId).map((v) => v.cle);
  const TOUTES = Array.from({ length: 40 }, (_, n) => `V${n}`);
  expect(ids('U1')).toEqual(TOUTES);
  expect(visitesDeLUsager(etat, 'U1')[3]?.charge).toEqual(lue(3, DEBUT).charge);
  // One that becomes another's, that is no longer there, and that comes back.
  suite.usagers.clear();
  garderVisite(etat, 'tg-antenne-est V7', { ...lue(7, DEBUT), usagerId: 'U2' }, suite);
  expect([ids('U1'), ids('U2'), [...suite.usagers].sort()]).toEqual([
    TOUTES.filter((v) => v !== 'V7'),
    ['V7'],
    ['U1', 'U2'],
  ]);
  garderVisite(etat, 'tg-antenne-est V7', undefined, suite);
  expect([ids('U1').length, ids('U2')]).toEqual([39, []]);
  garderVisite(etat, 'tg-antenne-est V7', lue(7, DEBUT), suite);
  expect([...ids('U1')].sort()).toEqual([...TOUTES].sort());
});
