import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intervention } from '../../contrats/corrections/intervention';
import { idPointage } from '../../contrats/ids';
import type { Pointage } from '../../contrats/pointages/pointage';
import { aLaMinute, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { apparier } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { dureeRetenue, REGLE_PAR_DEFAUT } from '../duree/duree-retenue';

// From calls to interventions over the hard hours. The clock is told here by hand, as the almanac has it, and not by the
// code that is tested.

const PRINTEMPS = Date.parse('2026-03-29T01:00:00Z');
const AUTOMNE = Date.parse('2026-10-25T01:00:00Z');
const decalageMin = (ms: number): number => (ms >= PRINTEMPS && ms < AUTOMNE ? 120 : 60);
const horlogeMurale = (ms: number): string => new Date(ms + decalageMin(ms) * 60_000).toISOString();

const MINUTE = 60_000;
const HEURE = 60 * MINUTE;
/** Evenings from which the calls are spread: both nights of change, and a plain midnight. */
const SOIRS = ['2026-03-28T19:00:00Z', '2026-10-24T18:00:00Z', '2026-06-30T18:00:00Z'].map((i) => Date.parse(i));
const NUIT_MS = 14 * HEURE;

type Lieu = 'U1' | 'U2' | 'COUPLE';
type Sens = Pointage['sens'];
/** A call as the SVI takes it: what was keyed, in order; each key after the first followed a 9. */
type Appel = { ms: number; lieu: Lieu; aide: string; frappes: Sens[]; retardMs: number };

const usagersDe = (lieu: Lieu): string[] => (lieu === 'COUPLE' ? ['U1', 'U2'] : [lieu]);

/** [PT-2] [PT-6] The punches of a call: all at its start, ids that depend on the call, the step and the usager alone. */
const pointagesDe = (a: Appel, n: number): Pointage[] =>
  a.frappes.flatMap((sens, rang) =>
    usagersDe(a.lieu).map((usagerId): Pointage => {
      const instant = instantDe(a.ms);
      const id = (r: number): string => `appel${n}-${r}-${usagerId}`;
      return {
        _id: idPointage(instant, id(rang)),
        type: 'pointage',
        id: id(rang),
        sens,
        instant,
        recuLe: instantDe(a.ms + a.retardMs + rang * 5_000),
        source: 'SVI',
        appelId: `appel${n}`,
        numeroAppelant: '+33199000001',
        usagerId,
        intervenantId: a.aide,
        ...(rang === 0 ? {} : { remplace: id(rang - 1) }),
      };
    }),
  );

const sens = fc.constantFrom<Sens[]>('ARRIVEE', 'DEPART');
const lieu = fc.constantFrom<Lieu[]>('U1', 'U2', 'COUPLE');
const aide = fc.constantFrom('I1', 'I2');
const retardMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 72 * HEURE }));
const soir = fc.constantFrom(...SOIRS);

/** Any calls at all, many of them close to each other and to the hour that comes twice or never. */
const appels = soir.chain((debut) =>
  fc.array(
    fc.record({
      ms: fc
        .oneof(
          fc.integer({ min: 0, max: NUIT_MS / 1000 }),
          fc.integer({ min: 0, max: 40 }).map((m) => (6 * HEURE) / 1000 + m * 60),
        )
        .map((s) => debut + s * 1000),
      lieu,
      aide,
      frappes: fc.array(sens, { minLength: 1, maxLength: 4 }),
      retardMs,
    }),
    { maxLength: 14 },
  ),
);

/** What the store holds in the end, in whatever order and however often it was received: one document to an id [PT-6]. */
const ranger = (recus: readonly Pointage[]): Pointage[] => [...new Map(recus.map((p) => [p._id, p])).values()];

const interventions = (pointages: readonly Pointage[], usagerId: string): Intervention[] =>
  apparier({ usagerId, pointages });
const toutes = (pointages: readonly Pointage[]): Intervention[] =>
  ['U1', 'U2'].flatMap((u) => interventions(pointages, u));

const ms = (i: Instant): number => Date.parse(i);
const utilises = (i: Intervention): string[] => [i.arrivee, i.depart].flatMap((p) => (p ? [p.id] : []));

describe('des appels aux interventions', () => {
  it('[PT-6] [AP-8] in whatever order calls are received, and however often, the interventions are the same', () => {
    const cas = appels.chain((liste) => {
      const pointages = liste.flatMap(pointagesDe);
      const recus = fc.shuffledSubarray(pointages, { minLength: pointages.length });
      return fc.tuple(fc.constant(pointages), recus, fc.subarray(pointages));
    });
    fc.assert(
      fc.property(cas, ([pointages, recus, encore]) => {
        expect(toutes(ranger([...recus, ...encore]))).toEqual(toutes(pointages));
      }),
      { numRuns: histoires(400) },
    );
  });

  it('[AP-8] every punch is used or set aside, once; one that key 9 replaced is never used [PT-3]', () => {
    fc.assert(
      fc.property(appels, (liste) => {
        const pointages = liste.flatMap(pointagesDe);
        const is = toutes(pointages);
        const places = is.flatMap((i) => [...utilises(i), ...i.ecartes.map((e) => e.id)]);
        expect(places.sort()).toEqual(pointages.map((p) => p.id).sort());
        const remplaces = new Set(pointages.flatMap((p) => p.remplace ?? []));
        expect(is.flatMap(utilises).filter((id) => remplaces.has(id))).toEqual([]);
        const corriges = is.flatMap((i) => i.ecartes.filter((e) => e.regle === 'PT-3').map((e) => e.id));
        expect(corriges.sort()).toEqual([...remplaces].sort());
      }),
      { numRuns: histoires(400) },
    );
  });

  it('[AP-1] [AP-2] [DU-1] visits keyed as they should be are the visits found: their day, and their real minutes', () => {
    // One aide goes from door to door through the night: each visit is closed before the next, duplicates set apart.
    const tournee = fc.tuple(
      soir,
      fc.array(
        fc.record({
          trajet: fc.integer({ min: 6 * 60, max: 90 * 60 }),
          duree: fc.integer({ min: 6 * 60, max: 330 * 60 }),
          lieu,
          // How often she corrected herself with a 9, at each end of the visit.
          repentirs: fc.tuple(fc.nat(2), fc.nat(2)),
          retardMs,
        }),
        { minLength: 1, maxLength: 9 },
      ),
    );
    fc.assert(
      fc.property(tournee, fc.infiniteStream(fc.nat()), ([debut, visites], hasard) => {
        let maintenant = debut;
        const attendues: { usagerId: string; arrivee: number; depart: number }[] = [];
        const passes: Appel[] = [];
        for (const v of visites) {
          const arrivee = maintenant + v.trajet * 1000;
          const depart = arrivee + v.duree * 1000;
          maintenant = depart;
          const frappes = (bon: Sens, repentirs: number): Sens[] => [
            ...Array.from({ length: repentirs }, (): Sens => (bon === 'ARRIVEE' ? 'DEPART' : 'ARRIVEE')),
            bon,
          ];
          const commun = { lieu: v.lieu, aide: 'I1', retardMs: v.retardMs };
          passes.push({ ...commun, ms: arrivee, frappes: frappes('ARRIVEE', v.repentirs[0]) });
          passes.push({ ...commun, ms: depart, frappes: frappes('DEPART', v.repentirs[1]) });
          for (const usagerId of usagersDe(v.lieu)) attendues.push({ usagerId, arrivee, depart });
        }
        const recus = passes
          .flatMap(pointagesDe)
          .map((p) => ({ p, cle: hasard.next().value }))
          .sort((a, b) => (a.cle ?? 0) - (b.cle ?? 0))
          .map(({ p }) => p);
        const is = toutes(recus);
        const lues = is.map((i) => {
          const [a, d] = [i.arrivee?.instant, i.depart?.instant];
          if (!a || !d) throw new Error(`visite incomplète : ${JSON.stringify(i)}`);
          const minutes = dureeRetenue({ debut: aLaMinute(a), fin: aLaMinute(d), regle: REGLE_PAR_DEFAUT });
          return { usagerId: i.usagerId, arrivee: ms(a), depart: ms(d), date: i.date, minutes };
        });
        const parHeure = (x: { usagerId: string; arrivee: number }, y: typeof x): number =>
          x.arrivee - y.arrivee || (x.usagerId < y.usagerId ? -1 : 1);
        const minute = (t: number): number => Math.floor(t / MINUTE);
        expect(lues.sort(parHeure)).toEqual(
          attendues.sort(parHeure).map((v) => ({
            ...v,
            date: horlogeMurale(v.arrivee).slice(0, 10),
            minutes: minute(v.depart) - minute(v.arrivee),
          })),
        );
      }),
      { numRuns: histoires(400) },
    );
  });

  it('[DU-1] [AP-6] whatever was keyed: the day is the one on the wall in Paris, and minutes are those that went by', () => {
    fc.assert(
      fc.property(appels, (liste) => {
        for (const i of toutes(liste.flatMap(pointagesDe))) {
          const premier = ms((i.arrivee ?? i.depart)?.instant ?? ('' as Instant));
          expect(i.date).toBe(horlogeMurale(premier).slice(0, 10));
          if (!i.arrivee || !i.depart) continue;
          const [debut, fin] = [aLaMinute(i.arrivee.instant), aLaMinute(i.depart.instant)];
          const minutes = dureeRetenue({ debut, fin, regle: REGLE_PAR_DEFAUT });
          const auMur = (Date.parse(horlogeMurale(ms(fin))) - Date.parse(horlogeMurale(ms(debut)))) / MINUTE;
          expect(minutes).toBe(auMur - (decalageMin(ms(fin)) - decalageMin(ms(debut))));
          expect(minutes).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: histoires(400) },
    );
  });

  it('[AP-8] a couple called for together has the same visits, one each', () => {
    fc.assert(
      fc.property(appels, (liste) => {
        const pointages = liste.flatMap((a, n) => pointagesDe({ ...a, lieu: 'COUPLE' }, n));
        const forme = (u: string) =>
          interventions(pointages, u).map((i) => [i.date, i.intervenantId, i.arrivee?.instant, i.depart?.instant]);
        expect(forme('U2')).toEqual(forme('U1'));
      }),
      { numRuns: histoires(200) },
    );
  });
});
