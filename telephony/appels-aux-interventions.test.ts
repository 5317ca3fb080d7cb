import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { instantDe } from '#shared/temps/paris';
import { apparier } from '#shared/testing/constructeurs';
import { indexer } from './annuaire/annuaire';
import { type DocumentSvi, dAppels, type MemoireAppel } from './journal/entree';
import { contexteDe } from './plivo/contexte';
import { retenir } from './plivo/retenue';
import type { EtatAppel, Transition } from './svi/etat';
import { avancer, commencer } from './svi/machine';
import { annuaireDeLaVille, CODES_AIDES, COUPLES, idIntervenant, SEULS } from './testing/epreuve/ville';

// The whole way, without the network: callers key, the machine answers, documents are kept by id, visits are paired.

const [SEUL] = SEULS;
const [COUPLE] = COUPLES;
if (!SEUL || !COUPLE) throw new Error('la ville est vide');
const annuaire = indexer(annuaireDeLaVille());
const usagers = [SEUL, ...COUPLE];

/** Evenings before both changes of the clock, and a plain midnight. */
const SOIRS = ['2026-03-28T19:00:00Z', '2026-10-24T18:00:00Z', '2026-06-30T18:00:00Z'].map((i) => Date.parse(i));
const NUIT_S = 14 * 3600;

type Frappe = { usagerId: string | undefined; sens: Pointage['sens']; instant: string; intervenantId: string };
type Appel = {
  ms: number;
  de: string | undefined;
  code: string;
  /** What decides, question after question. */
  hasard: number[];
  /** Each request comes that many times more. */
  repetitions: number;
};

const appels = fc.constantFrom(...SOIRS).chain((soir) =>
  fc.array(
    fc.record<Appel>({
      ms: fc.integer({ min: 0, max: NUIT_S }).map((s) => soir + s * 1000),
      de: fc.constantFrom(SEUL.numero, SEUL.numero, COUPLE[0]?.numero, undefined),
      code: fc.constantFrom(...CODES_AIDES.slice(0, 2)),
      hasard: fc.array(fc.nat(99), { minLength: 16, maxLength: 16 }),
      repetitions: fc.nat(2),
    }),
    { maxLength: 12 },
  ),
);

/** Keys for the question that the machine asks; undefined = hangs up. */
const choisir = (etat: EtatAppel, a: Appel, h: number): string | undefined => {
  if (h < 4) return undefined;
  if (h < 9) return '';
  switch (etat.etape) {
    case 'CODE':
      return h < 20 ? '00000' : a.code;
    case 'CHOIX':
      return h < 20 ? '8' : h < 55 ? '0' : h < 80 ? '1' : '2';
    case 'BENEFICIAIRE':
      return h < 20 ? '000000' : h < 35 ? '#' : (usagers[h % usagers.length]?.code ?? '');
    case 'SENS':
      return h < 15 ? '7' : h % 2 === 0 ? '1' : '2';
    case 'CONFIRME':
      return h < 60 ? '9' : undefined;
    case 'FIN':
      return undefined;
  }
};

/** For whom she calls, by what she keyed; without an answer that names somebody, nobody. */
const designer = (etat: EtatAppel, touches: string | undefined, avant: (string | undefined)[]) => {
  if (etat.etape === 'BENEFICIAIRE') return [usagers.find((u) => u.code === touches)?.id];
  if (etat.etape !== 'CHOIX' || touches === undefined) return avant;
  const [un, deux] = COUPLE.map((u) => u.id);
  return touches === '0' ? [un, deux] : [touches === '1' ? un : deux];
};

/** One call to its end; gives what was keyed, by usager, and every document in the order in which it was made. */
const passer = (a: Appel, n: number): { frappes: Frappe[]; documents: DocumentSvi[] } => {
  const depart = { appelId: `appel${n}`, instant: instantDe(a.ms), ...(a.de === undefined ? {} : { numero: a.de }) };
  const c = contexteDe(depart, annuaire, {}, () => false);
  const frappes: Frappe[] = [];
  const documents: DocumentSvi[] = [];
  let memoire: MemoireAppel | undefined;
  let qui: (string | undefined)[] = a.de === SEUL.numero ? [SEUL.id] : [undefined];
  const garder = (t: Transition, rang: number): void => {
    const recu = instantDe(a.ms + rang * 4_000);
    const entree = retenir(memoire, t, { usagerId: undefined, connu: true, recu, fini: t.etat.etape === 'FIN' });
    documents.push(...dAppels(entree));
    memoire = entree.appel;
  };
  let t = commencer(depart, c);
  garder(t, 0);
  for (const [rang, h] of a.hasard.entries()) {
    const { etat } = t;
    if (etat.etape === 'FIN') break;
    const touches = choisir(etat, a, h);
    qui = designer(etat, touches, qui);
    if (etat.etape === 'SENS' && (touches === '1' || touches === '2')) {
      const sens = touches === '1' ? 'ARRIVEE' : 'DEPART';
      const commun = { sens, instant: depart.instant, intervenantId: idIntervenant(a.code) } as const;
      frappes.push(...qui.map((usagerId) => ({ ...commun, usagerId })));
    }
    for (let fois = 0; fois <= a.repetitions; fois += 1) {
      t = avancer(etat, touches === undefined ? { type: 'RACCROCHE' } : { type: 'TOUCHES', touches }, c);
      garder(t, rang + 1);
    }
  }
  return { frappes, documents };
};

const ecrire = (f: Frappe): string => `${f.instant} ${f.intervenantId} ${f.sens}`;

describe('des appels aux interventions, par la machine', () => {
  test('[AP-8] [PT-6] what was keyed is what is paired: the last key of each call, once, for whom it was keyed', () => {
    const cas = fc.tuple(appels, fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(cas, ([liste, hasard]) => {
        const passes = liste.map(passer);
        // CouchDB keeps one document to an id, in whatever order they come.
        const recus = passes
          .flatMap((p) => p.documents)
          .map((d) => ({ d, cle: Number(hasard.next().value) }))
          .sort((x, y) => x.cle - y.cle);
        const ranges = [...new Map(recus.map(({ d }) => [d._id, d])).values()];
        const pointages = ranges.flatMap((d) => (d.type === 'pointage' ? [d] : []));

        for (const { id: usagerId } of usagers) {
          const parAppel = passes.map((p) => p.frappes.filter((f) => f.usagerId === usagerId));
          const debout = parAppel.flatMap((fs) => fs.at(-1) ?? []);
          const is = apparier({ usagerId, pointages });
          const comptees = is.flatMap((i) => {
            const commun = { usagerId, intervenantId: i.intervenantId };
            return [
              ...(i.arrivee ? [{ ...commun, sens: 'ARRIVEE' as const, instant: i.arrivee.instant }] : []),
              ...(i.depart ? [{ ...commun, sens: 'DEPART' as const, instant: i.depart.instant }] : []),
              ...i.ecartes.filter((e) => e.regle !== 'PT-3').map((e) => ({ ...commun, ...e })),
            ];
          });
          expect(comptees.map(ecrire).sort()).toEqual(debout.map(ecrire).sort());
          const corrigees = is.flatMap((i) => i.ecartes.filter((e) => e.regle === 'PT-3'));
          expect(corrigees.length).toBe(parAppel.flat().length - debout.length);
        }
        // [PT-5] What nobody could be named for waits, whole.
        const sansUsager = passes.flatMap((p) => p.frappes.filter((f) => f.usagerId === undefined));
        expect(pointages.filter((p) => p.usagerId === undefined)).toHaveLength(sansUsager.length);
      }),
      { numRuns: 300 },
    );
  });
});
