import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { jour, paris } from '#shared/testing/constructeurs';
import type { LigneChangement } from '../../../store/lire';
import {
  cleDe,
  concerne,
  type Effet,
  type Evenement,
  naitre,
  type Pilote,
  passer,
  prochainsLots,
} from './piloter-machine';

const EST = baseAntenne('EST');
const SUD = baseAntenne('SUD');
const ligne = (id: string, supprime = false): LigneChangement => ({ id, rev: '1', supprime });
const changes = (base: string, ...ids: string[]): Evenement => ({
  quoi: 'CHANGES',
  base,
  lignes: ids.map((id) => ligne(id)),
});
const pas = (p: Pilote, e: Evenement): Pilote => passer(p, e).pilote;
const attente = (p: Pilote): string[] => [...p.attente].sort();
const suivi = (...cles: string[]): Pilote => ({ ...naitre(cles), phase: 'SUIVI' });
const autour = (date: string): string[] =>
  Array.from({ length: 2 * MARGE_CORRECTION_J + 1 }, (_, n) =>
    cleDe(EST, ajouterJours(jour(date), n - MARGE_CORRECTION_J)),
  );
const ouDite = (id: string): Effet => ({ faire: 'LIRE_OU_DITE', base: EST, id });

describe('what a document changes', () => {
  test.each<[string, string[], Effet[]]>([
    ['intervention:2026-10-02:P1', [cleDe(EST, jour('2026-10-02'))], [ouDite('intervention:2026-10-02:P1')]],
    ['verdict:2026-10-02:C1', autour('2026-10-02'), []],
    ['attente:2026-10-02:P1', [cleDe(EST, jour('2026-10-02'))], []],
    // An hour of the evening in UTC is of the next day in Paris.
    ['appel:2026-10-02T22:30:00Z:A1', [cleDe(EST, jour('2026-10-03'))], []],
    ['visite:2026-10-02:V1', [], []],
    ['cloture:n-importe', [], []],
  ])('%s', (id, jours, effets) => {
    const r = passer(suivi(), changes(EST, id));
    expect(attente(r.pilote)).toEqual([...jours].sort());
    expect(r.effets).toEqual(effets);
  });

  test('[CL-1] [CL-2] a closing: its month, in every antenna; what was kept in mind of it no longer holds', () => {
    const { pilote, effets } = passer(suivi(), changes(EST, 'cloture:2026-10'));
    expect(pilote.attente.size).toBe(31 * codesAntennes().length);
    expect(effets).toEqual([{ faire: 'OUBLIER_CLOTURE', mois: '2026-10' }]);
  });

  test('[PT-7] absences and marks are asked about together, those withdrawn by the store left out; none, and nothing is asked', () => {
    const lignes = [ligne('sanstele:2026-10-01:S'), ligne('absence:2026-10-02:A'), ligne('absence:2026-10-03:B', true)];
    expect(passer(suivi(), { quoi: 'CHANGES', base: EST, lignes }).effets).toEqual([
      { faire: 'OUBLIER_DISPENSES', base: EST },
      { faire: 'LIRE_AUTREMENT_SUIVIS', base: EST, ids: ['absence:2026-10-02:A', 'sanstele:2026-10-01:S'] },
    ]);
    expect(passer(suivi(), { quoi: 'CHANGES', base: EST, lignes: lignes.slice(2) }).effets).toEqual([]);
  });

  test('a parameter that counting depends on: what is kept from the day before, everywhere; another changes nothing', () => {
    const de = (id: string): readonly Effet[] => passer(suivi(), changes(BASE_CENTRALE, id)).effets;
    expect(de('parametre:dureeMax:2026-10-01')).toEqual(
      basesAntennes().map((base) => ({ faire: 'LIRE_GARDES', base, depuis: '2026-09-30' })),
    );
    expect([...de('parametre:enchaine:2026-10-01'), ...de('parametre:motifs:hier')]).toEqual([]);
  });

  test('what concerns it is what changes something', () => {
    for (const type of ['intervention', 'verdict', 'attente', 'appel', 'absence', 'sanstele', 'cloture'])
      expect([type, concerne(EST, `${type}:x`), concerne(BASE_CENTRALE, `${type}:x`)]).toEqual([type, true, false]);
    expect([concerne(BASE_CENTRALE, 'parametre:x'), concerne(EST, 'parametre:x')]).toEqual([true, false]);
    expect(concerne(EST, 'visite:x')).toBe(false);
  });
});

describe('what the clock changes', () => {
  const [hier, demain] = [paris('2026-10-01 12:00'), paris('2026-10-03 12:00')];
  const maintenant = paris('2026-10-02 12:00');
  const [A, B] = [cleDe(EST, jour('2026-10-01')), cleDe(EST, jour('2026-10-02'))];
  const echeances = new Map([
    [A, hier],
    [B, demain],
  ]);

  test('just started, its first minute asks what older definitions counted, then the deadlines; with these it follows', () => {
    const neuf = naitre([cleDe(SUD, jour('2026-09-01'))]);
    const premier = passer(neuf, { quoi: 'MINUTE', maintenant });
    expect(premier.pilote).toEqual(neuf);
    expect(premier.effets.map((e) => e.faire)).toEqual([
      ...basesAntennes().map(() => 'LIRE_ANCIENS'),
      'LIRE_ECHEANCES',
    ]);
    // A reading that failed leaves it as it was: the next minute asks again.
    expect(passer(premier.pilote, { quoi: 'MINUTE', maintenant }).effets).toEqual(premier.effets);
    const lu = pas(neuf, { quoi: 'LUES', echeances, maintenant });
    expect([lu.phase, attente(lu)]).toEqual(['SUIVI', [A, cleDe(SUD, jour('2026-09-01'))].sort()]);
    expect(passer(lu, { quoi: 'MINUTE', maintenant }).effets).toEqual([]);
  });

  test('a day whose hour has come waits until it is counted; counted, it says its next one, or none', () => {
    let p: Pilote = { ...suivi(), echeances };
    p = pas(p, { quoi: 'MINUTE', maintenant });
    expect(attente(p)).toEqual([A]);
    p = pas(p, { quoi: 'COMPTES', base: EST, prochaines: new Map([[jour('2026-10-01'), undefined]]) });
    // Not written yet: it still waits.
    expect([attente(p), [...p.echeances.keys()]]).toEqual([[A], [B]]);
    p = pas(p, { quoi: 'ECRITS', base: EST, jours: [jour('2026-10-01')] });
    expect(attente(pas(p, { quoi: 'MINUTE', maintenant }))).toEqual([]);
    p = pas(p, { quoi: 'COMPTES', base: EST, prochaines: new Map([[jour('2026-10-02'), hier]]) });
    expect(attente(pas(p, { quoi: 'MINUTE', maintenant }))).toEqual([B]);
  });

  test('before its first minute, what is counted says nothing of deadlines: all will be read', () => {
    const p = pas(naitre([]), { quoi: 'COMPTES', base: EST, prochaines: new Map([[jour('2026-10-01'), hier]]) });
    expect(p).toEqual(naitre([]));
  });
});

describe('whatever is told', () => {
  const date = fc.integer({ min: 0, max: 120 }).map((n): DateCivile => ajouterJours(jour('2026-08-01'), n));
  const id = fc.oneof(
    fc.tuple(fc.constantFrom('intervention', 'attente', 'verdict', 'visite'), date).map(([t, d]) => `${t}:${d}:X`),
    fc.constantFrom('cloture:2026-09', 'cloture:2026-10'),
  );
  const evenement = fc.oneof(
    fc
      .record({ base: fc.constantFrom(EST, SUD), ids: fc.array(id, { maxLength: 6 }) })
      .map((e) => changes(e.base, ...e.ids)),
    fc.record({
      quoi: fc.constant('A_COMPTER' as const),
      base: fc.constantFrom(EST, SUD),
      jours: fc.array(date, { maxLength: 6 }),
    }),
  );

  test('told in another order, or twice, the same days wait; none is lost, and what was there is left as it was', () => {
    const melange = fc
      .array(evenement, { maxLength: 8 })
      .chain((l) => fc.tuple(fc.constant(l), fc.shuffledSubarray([...l, ...l], { minLength: 2 * l.length })));
    fc.assert(
      fc.property(melange, fc.array(date), ([dans, autrement], deja) => {
        const depart = suivi(...deja.map((d) => cleDe(EST, d)));
        const avant = attente(depart);
        const p = dans.reduce(pas, depart);
        expect(attente(autrement.reduce(pas, depart))).toEqual(attente(p));
        expect(avant.every((c) => p.attente.has(c))).toBe(true);
        expect(attente(depart)).toEqual(avant);
      }),
    );
  });

  test('what waits is counted a month at a time, of a few antennas, the last month first, each day once, to the end', () => {
    fc.assert(
      fc.property(fc.array(evenement, { maxLength: 8 }), fc.integer({ min: 1, max: 7 }), (evenements, auPlus) => {
        let p = evenements.reduce(pas, naitre([]));
        const voulus = attente(p);
        const comptes: string[] = [];
        for (let lots = prochainsLots(p, auPlus), dernier = '9'; lots.length > 0; lots = prochainsLots(p, auPlus)) {
          const mois = new Set(lots.flatMap(({ jours }) => jours.map((j) => j.slice(0, 7))));
          expect(mois.size).toBe(1);
          expect([...mois].every((m) => m <= dernier)).toBe(true);
          dernier = [...mois][0] ?? '';
          expect(new Set(lots.map((l) => l.base)).size).toBe(lots.length);
          expect(lots.length).toBeLessThanOrEqual(auPlus);
          for (const lot of lots) {
            expect([...lot.jours].sort()).toEqual(lot.jours);
            comptes.push(...lot.jours.map((j) => cleDe(lot.base, j)));
            p = pas(p, { quoi: 'ECRITS', ...lot });
          }
        }
        expect(comptes.sort()).toEqual(voulus);
      }),
    );
    expect(prochainsLots(naitre([]), 2)).toEqual([]);
  });
});
