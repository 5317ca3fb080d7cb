import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pointage } from '../../contrats/pointages/pointage';
import { instantDe } from '../../temps/paris';
import { apparier, contexte, parametresAu, paris, pointage, visite } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { ordrePointages } from './ordre';
import { apparierPaire, decouper, remplacants, type Seance } from './paire';
import { statutBrut } from './statut-brut';

const resume = (pointages: Pointage[]): string[] =>
  apparierPaire(pointages, parametresAu).map(
    (s) =>
      `${s.arrivee?.id ?? '-'}/${s.depart?.id ?? '-'}${s.ecartes.map((e) => `(${e.pointage.id})`).join('')}${s.sansSuite ? '!' : ''}`,
  );

const p = (id: string, sens: 'A' | 'D', local: string, plus: Partial<Pointage> = {}): Pointage =>
  pointage(sens, local, { id, ...plus });

/** Punches of one pair over two days, dense enough for duplicates, forgotten sides and long gaps. */
const pointagesArbitraires = fc
  .array(
    fc.record({
      seconde: fc.integer({ min: 0, max: 2 * 86_400 }),
      sens: fc.constantFrom('A' as const, 'D' as const),
      // Key 9: punches of the same call that the last one replaces in turn.
      remplaces: fc.array(fc.constantFrom('A' as const, 'D' as const), { maxLength: 1 }),
    }),
    { maxLength: 14 },
  )
  .map((l) =>
    l.flatMap(({ seconde, sens, remplaces }, n) => {
      const instant = instantDe(Date.parse('2026-09-30T22:00:00Z') + seconde * 1000);
      const anciens = remplaces.map((s, k) =>
        pointage(s, '2026-10-01 00:00', {
          id: `P${n}-${k}`,
          instant,
          ...(k > 0 ? { remplace: `P${n}-${k - 1}` } : {}),
        }),
      );
      const dernier = anciens.at(-1)?.id;
      return [
        ...anciens,
        pointage(sens, '2026-10-01 00:00', { id: `P${n}`, instant, ...(dernier ? { remplace: dernier } : {}) }),
      ];
    }),
  );

describe('une paire (intervenant, usager)', () => {
  it('[AP-1] [AP-2] une arrivée ouvre, un départ ferme', () => {
    expect(resume([p('a', 'A', '2026-10-01 08:31'), p('d', 'D', '2026-10-01 09:29')])).toEqual(['a/d']);
  });

  it('[PT-3] le sens n’est jamais deviné : un départ oublié ne retourne pas les suivants', () => {
    expect(
      resume([p('a1', 'A', '2026-10-01 08:00'), p('a2', 'A', '2026-10-01 14:00'), p('d2', 'D', '2026-10-01 15:00')]),
    ).toEqual(['a1/-!', 'a2/d2']);
  });

  it('[AP-2] au plus 840 minutes, à la seconde, borne comprise', () => {
    expect(resume([p('a', 'A', '2026-10-01 08:00:00'), p('d', 'D', '2026-10-01 22:00:00')])).toEqual(['a/d']);
    expect(resume([p('a', 'A', '2026-10-01 08:00:00'), p('d', 'D', '2026-10-01 22:00:01')])).toEqual(['a/-', '-/d']);
  });

  it('[AP-3] une arrivée à 5 min de l’arrivée ouverte est un doublon ; mesuré de l’ouverte, non du dernier doublon', () => {
    expect(
      resume([
        p('a', 'A', '2026-10-01 08:00:00'),
        p('b', 'A', '2026-10-01 08:05:00'),
        p('c', 'A', '2026-10-01 08:05:01'),
        p('d', 'D', '2026-10-01 09:00'),
      ]),
    ).toEqual(['a/-(b)!', 'c/d']);
  });

  it('[AP-4] un départ à 5 min du dernier départ utilisé est son doublon ; plus tard, une visite sans arrivée', () => {
    expect(
      resume([
        p('a', 'A', '2026-10-01 08:00'),
        p('d', 'D', '2026-10-01 09:00:00'),
        p('e', 'D', '2026-10-01 09:05:00'),
        p('f', 'D', '2026-10-01 09:05:01'),
      ]),
    ).toEqual(['a/d(e)', '-/f']);
  });

  it('[AP-4] le dernier départ utilisé peut être celui d’une visite sans arrivée', () => {
    expect(resume([p('d', 'D', '2026-10-01 09:00'), p('e', 'D', '2026-10-01 09:04')])).toEqual(['-/d(e)']);
  });

  it('[AP-1] au même instant, arrivée avant départ, puis identifiant', () => {
    expect(resume([p('z', 'D', '2026-10-01 08:00'), p('a', 'A', '2026-10-01 08:00')])).toEqual(['a/z']);
    expect(ordrePointages(p('a', 'A', '2026-10-01 08:00'), p('b', 'A', '2026-10-01 08:00'))).toBeLessThan(0);
  });

  it('[PT-3] la touche 9 garde le pointage remplacé sans l’utiliser', () => {
    expect(
      resume([
        p('faux', 'A', '2026-10-01 09:00'),
        p('vrai', 'D', '2026-10-01 09:00', { remplace: 'faux' }),
        p('a', 'A', '2026-10-01 08:00'),
      ]),
    ).toEqual(['a/vrai(faux)']);
  });

  it('[PT-3] sans les pointages remplacés, un lecteur qui ne connaît pas la touche 9 lit les mêmes visites', () => {
    const sans = (s: Seance) => [s.arrivee?.id, s.depart?.id, s.sansSuite];
    fc.assert(
      fc.property(pointagesArbitraires, (pointages) => {
        const remplaces = remplacants(pointages);
        const utiles = pointages.filter((x) => !remplaces.has(x.id)).map(({ remplace: _, ...x }) => x);
        const lues = apparierPaire(pointages, parametresAu);
        expect(apparierPaire(utiles, parametresAu).map(sans)).toEqual(lues.map(sans));
        // What named one still names a punch that is there, of the same visit.
        for (const [ancien, nouveau] of remplaces) {
          expect(utiles.map((x) => x.id)).toContain(nouveau);
          const noms = (s: Seance) => [s.arrivee, s.depart, ...s.ecartes.map((e) => e.pointage)].map((x) => x?.id);
          const s = lues.find((x) => noms(x).includes(ancien));
          expect(s && noms(s)).toContain(nouveau);
        }
      }),
    );
    const [faux, vrai] = [p('faux', 'A', '2026-10-01 09:00'), p('vrai', 'D', '2026-10-01 09:00', { remplace: 'faux' })];
    expect([...remplacants([vrai, faux])]).toEqual([['faux', 'vrai']]);
    // Of somebody else, it replaces nothing.
    expect(remplacants([faux, { ...vrai, usagerId: 'U9' }]).size).toBe(0);
  });

  it('[PT-3] remplacer en chaîne garde tout ; un cercle ne remplace rien', () => {
    const trois = [
      p('1', 'A', '2026-10-01 09:00'),
      p('2', 'D', '2026-10-01 09:00', { remplace: '1' }),
      p('3', 'A', '2026-10-01 09:00', { remplace: '2' }),
    ];
    expect(resume(trois)).toEqual(['3/-(2)(1)']);
    expect(
      resume([p('1', 'A', '2026-10-01 09:00', { remplace: '2' }), p('2', 'D', '2026-10-01 09:00', { remplace: '1' })]),
    ).toEqual(['1/2']);
  });

  it('[AP-5] ouverte : EN_COURS jusqu’à 840 minutes, puis SANS_DEPART', () => {
    const [i] = apparier({ pointages: [p('a', 'A', '2026-10-01 08:00:00')] });
    if (!i) throw new Error('une intervention attendue');
    expect(statutBrut(i, { maintenant: paris('2026-10-01 22:00:00'), parametresAu })).toBe('EN_COURS');
    expect(statutBrut(i, { maintenant: paris('2026-10-01 22:00:01'), parametresAu })).toBe('SANS_DEPART');
  });

  it('[AP-5] une arrivée remplacée par une autre est SANS_DEPART tout de suite', () => {
    const [i] = apparier({ pointages: [p('a', 'A', '2026-10-01 08:00'), p('b', 'A', '2026-10-01 08:30')] });
    expect(i && statutBrut(i, { maintenant: paris('2026-10-01 08:31'), parametresAu })).toBe('SANS_DEPART');
  });

  it('[AP-7] une visite prévue sans pointage est PREVUE jusqu’à sa fin, puis NON_POINTEE', () => {
    const [i] = apparier({ visites: [visite('V', '2026-10-01 08:00', '2026-10-01 09:00')] });
    expect(i && statutBrut(i, { maintenant: paris('2026-10-01 08:59'), parametresAu })).toBe('PREVUE');
    expect(i && statutBrut(i, contexte())).toBe('NON_POINTEE');
  });

  it('[AP-8] l’ordre d’arrivée des pointages ne change rien', () => {
    fc.assert(
      fc.property(
        pointagesArbitraires.chain((l) =>
          fc.tuple(fc.constant(l), fc.shuffledSubarray(l, { minLength: l.length, maxLength: l.length })),
        ),
        ([l, melange]) => {
          expect(apparierPaire(melange, parametresAu)).toEqual(apparierPaire(l, parametresAu));
        },
      ),
      { numRuns: histoires(500) },
    );
  });

  it('[AP-8] chaque pointage est utilisé ou écarté une fois, et une seule', () => {
    fc.assert(
      fc.property(pointagesArbitraires, (l) => {
        const vus = apparierPaire(l, parametresAu).flatMap((s: Seance) => [
          s.arrivee?.id,
          s.depart?.id,
          ...s.ecartes.map((e) => e.pointage.id),
        ]);
        expect(vus.filter((x) => x !== undefined).sort()).toEqual(l.map((x) => x.id).sort());
      }),
      { numRuns: histoires(500) },
    );
  });

  it('[AP-8] coupée aux points isolés, la suite donne le même résultat que d’un bloc (incrémental = tout)', () => {
    fc.assert(
      fc.property(pointagesArbitraires, (l) => {
        const morceaux = decouper(l, parametresAu);
        expect(morceaux.flatMap((m) => apparierPaire(m, parametresAu))).toEqual(apparierPaire(l, parametresAu));
      }),
      { numRuns: histoires(1000) },
    );
  });

  it('[AP-2] une visite fermée dure au plus dureeMax et son départ ne précède pas son arrivée', () => {
    fc.assert(
      fc.property(pointagesArbitraires, (l) => {
        for (const s of apparierPaire(l, parametresAu)) {
          if (!s.arrivee || !s.depart) continue;
          const ecart = (Date.parse(s.depart.instant) - Date.parse(s.arrivee.instant)) / 1000;
          expect(ecart).toBeGreaterThanOrEqual(0);
          expect(ecart).toBeLessThanOrEqual(840 * 60);
        }
      }),
    );
  });
});
