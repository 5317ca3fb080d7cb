import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTIONS, type ActionAudit, type EntreeAudit, type Maillon } from '#shared/contrats/exploitation/audit';
import { instantSchema } from '#shared/temps/types';
import { CHAINE_VIDE, verifierSuite } from './chaine';
import { forgerMaillon, TETE_VIDE } from './maillon';

const INSTANT = instantSchema.parse('2026-11-25T08:00:00Z');
const entree: fc.Arbitrary<EntreeAudit> = fc.record({
  instant: fc.constant(INSTANT),
  auteur: fc.string({ minLength: 1, maxLength: 12 }),
  action: fc.constantFrom(...(Object.keys(ACTIONS) as ActionAudit[])),
  objet: fc.string({ maxLength: 30 }),
});

const chainer = (lots: readonly EntreeAudit[][]): Maillon[] => {
  const maillons: Maillon[] = [];
  let tete = TETE_VIDE;
  for (const entrees of lots) {
    const m = forgerMaillon(tete, entrees);
    maillons.push(m);
    tete = { numero: m.numero, empreinte: m.empreinte };
  }
  return maillons;
};
const journal = fc
  .array(fc.array(entree, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 12 })
  .map(chainer);

const verifier = (maillons: readonly unknown[]) => verifierSuite(CHAINE_VIDE, maillons);

test('a log as it was written is intact, read in one go or in several', () => {
  fc.assert(
    fc.property(journal, fc.nat(), (maillons, ou) => {
      const coupe = ou % maillons.length;
      const dUnTrait = verifier(maillons);
      expect(dUnTrait.defauts).toEqual([]);
      expect(verifierSuite(verifier(maillons.slice(0, coupe)), maillons.slice(coupe))).toEqual(dUnTrait);
    }),
  );
});

const FALSIFICATIONS: Record<string, (m: Maillon[], i: number, j: number) => unknown[] | undefined> = {
  'one character of an entry': (m, i, j) => {
    const maillon = m[i];
    const e = maillon?.entrees[j % maillon.entrees.length];
    if (!maillon || !e) return undefined;
    const champ = (['auteur', 'objet'] as const)[j % 2] ?? 'objet';
    const faux = { ...e, [champ]: `${e[champ]}x` };
    return m.with(i, { ...maillon, entrees: maillon.entrees.map((x) => (x === e ? faux : x)) });
  },
  'the instant of an entry': (m, i) => {
    const maillon = m[i];
    const autre = instantSchema.parse('2026-11-25T08:00:01Z');
    return maillon && m.with(i, { ...maillon, entrees: maillon.entrees.map((e) => ({ ...e, instant: autre })) });
  },
  'an entry taken out': (m, i) => {
    const maillon = m[i];
    return maillon && maillon.entrees.length > 1
      ? m.with(i, { ...maillon, entrees: maillon.entrees.slice(1) })
      : undefined;
  },
  'an entry added': (m, i) => {
    const maillon = m[i];
    return maillon && m.with(i, { ...maillon, entrees: [...maillon.entrees, ...maillon.entrees] });
  },
  'a link taken out (not the last one)': (m, i) => (i < m.length - 1 ? m.toSpliced(i, 1) : undefined),
  'two links that changed places': (m, i, j) => {
    const [a, b] = [m[i], m[j % m.length]];
    if (!a || !b || a === b) return undefined;
    const aLaPlace = (x: Maillon, y: Maillon) => ({ ...x, _id: y._id, numero: y.numero });
    return m.with(i, aLaPlace(b, a)).with(j % m.length, aLaPlace(a, b));
  },
  'a link forged anew, its hash right': (m, i) => {
    const [maillon, avant] = [m[i], m[i - 1]];
    if (!maillon || i === m.length - 1) return undefined;
    const tete = avant ? { numero: avant.numero, empreinte: avant.empreinte } : TETE_VIDE;
    return m.with(
      i,
      forgerMaillon(tete, [{ instant: INSTANT, auteur: 'faux', action: 'IMPORT', objet: 'x'.repeat(31) }]),
    );
  },
  'the same content written a second time': (m, i) => {
    const maillon = m[i];
    return maillon && m.with(i, { ...maillon, _rev: '2-abc' } as Maillon);
  },
  'a field that is missing': (m, i) => {
    const { precedent: _, ...reste } = m[i] ?? {};
    return m.with(i, reste as Maillon);
  },
  'a hash emptied': (m, i) => {
    const maillon = m[i];
    return maillon && m.with(i, { ...maillon, empreinte: '' });
  },
};

test.each(Object.keys(FALSIFICATIONS))('found, wherever it is: %s', (nom) => {
  let faites = 0;
  fc.assert(
    fc.property(journal, fc.nat(), fc.nat(), (maillons, i, j) => {
      const falsifie = FALSIFICATIONS[nom]?.(maillons, i % maillons.length, j);
      if (!falsifie) return;
      faites += 1;
      expect(verifier(falsifie).defauts.length).toBeGreaterThan(0);
    }),
  );
  expect(faites).toBeGreaterThan(20);
});
