import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntreeAudit, Maillon } from '#shared/contrats/exploitation/audit';
import { ajouterA } from '#shared/listes';
import { instantSchema } from '#shared/temps/types';
import type { DocumentStocke } from '../../store/magasin';
import { CHAINE_VIDE, type ChaineLue, verifierSuite } from './chaine';
import { forgerMaillon, TETE_VIDE, type Tete } from './maillon';
import { partager } from './partager';

const INSTANT = instantSchema.parse('2026-11-25T08:00:00Z');
const entree = (objet: string): EntreeAudit => ({ instant: INSTANT, auteur: 'anne', action: 'SAISIE', objet });
const suite = (depuis: Tete, qui: string, n: number): Maillon[] => {
  const maillons: Maillon[] = [];
  for (let tete = depuis; maillons.length < n; tete = maillons.at(-1) ?? tete)
    maillons.push(forgerMaillon(tete, [entree(`${qui} ${maillons.length}`)]));
  return maillons;
};
const enFeuille = (m: Maillon): DocumentStocke => ({ ...m, _rev: `1-${m.empreinte.slice(0, 8)}` });

/** A store that two sides wrote: leaves by number, the one that is shown first as its hash has it. */
type Stock = Map<number, DocumentStocke[]>;
const ranger = (maillons: readonly Maillon[]): Stock => {
  const stock: Stock = new Map();
  for (const m of maillons) ajouterA(stock, m.numero, enFeuille(m));
  for (const feuilles of stock.values()) feuilles.sort((a, b) => (a._rev < b._rev ? 1 : -1));
  return stock;
};
const etagesDe = (stock: Stock, base: Tete): DocumentStocke[][] =>
  [...stock].sort(([a], [b]) => a - b).flatMap(([n, f]) => (n > base.numero ? [f] : []));

/** As it is settled: sealed, in links of `parSceau` at most, then the leaves of the other side go. */
const regler = (stock: Stock, base: Tete, parSceau = 99): void => {
  for (;;) {
    const p = partager(base, etagesDe(stock, base));
    if (p.aSceller.length === 0) {
      for (const d of p.aEffacer) {
        const n = Number(d.numero);
        stock.set(
          n,
          (stock.get(n) ?? []).filter((x) => x !== d),
        );
      }
      return;
    }
    let { tete } = p;
    for (let i = 0; i < p.aSceller.length; i += parSceau) {
      const sceau = forgerMaillon(tete, [entree('coupure')], p.aSceller.slice(i, i + parSceau));
      stock.set(sceau.numero, [enFeuille(sceau)]);
      tete = sceau;
    }
  }
};

const journalDe = (stock: Stock): DocumentStocke[] =>
  [...stock].sort(([a], [b]) => a - b).flatMap(([, [montree]]) => montree ?? []);
/** With what each branch starts from looked up in the log, as `verifierAudit` does. */
const verifier = (maillons: readonly object[]): ChaineLue => {
  const c = verifierSuite(CHAINE_VIDE, maillons);
  const perdues = c.ancres.filter(
    (a) =>
      !maillons.some((m) => 'numero' in m && 'empreinte' in m && m.numero === a.numero && m.empreinte === a.empreinte),
  );
  return { ...c, defauts: [...c.defauts, ...perdues.map((a) => ({ numero: a.scelle, message: 'ancre perdue' }))] };
};
/** Where a head is found: in the log, or in what it seals. */
const tient = (maillons: readonly DocumentStocke[], { numero, empreinte }: Tete): boolean =>
  (maillons as unknown as Maillon[])
    .flatMap((m) => [m, ...(m.branche ?? [])])
    .some((m) => m.numero === numero && m.empreinte === empreinte);

const longueur = fc.integer({ min: 1, max: 6 });

test('[FL-3] an honest cut: the log is intact, with a branch explained, and whoever noted a head of either side still finds it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4 }),
      longueur,
      longueur,
      fc.integer({ min: 1, max: 3 }),
      (n, a, b, parSceau) => {
        const commun = suite(TETE_VIDE, 'commun', n);
        const base = commun.at(-1) ?? TETE_VIDE;
        const [cotes, perdus] = [[suite(base, 'ici', a), suite(base, 'la', b)], Math.min(a, b)];
        const stock = ranger([...commun, ...cotes.flat()]);
        // What both wrote is not one chain, before it is settled or where the store shows a part of each.
        const entrees = n + a + b;
        regler(stock, base, parSceau);
        const journal = journalDe(stock);
        const c = verifier(journal);
        expect(c.defauts).toEqual([]);
        expect(c.branches.reduce((t, x) => t + x.maillons, 0)).toBe(perdus);
        expect(c.entrees + c.branches.reduce((t, x) => t + x.entrees, 0)).toBe(entrees + c.branches.length);
        for (const cote of cotes) for (const m of cote) expect(tient(journal, m)).toBe(true);
        for (const feuilles of stock.values()) expect(feuilles).toHaveLength(1);
        // Settled again by the other side: nothing more.
        regler(stock, base, parSceau);
        expect(journalDe(stock)).toEqual(journal);
      },
    ),
  );
});

test('[FL-3] two cuts, the second while the first was being settled on one side: all of it is held, each line once', () => {
  fc.assert(
    fc.property(longueur, longueur, longueur, fc.boolean(), (a, b, c, avant) => {
      const commun = suite(TETE_VIDE, 'commun', 2);
      const base = commun.at(-1) ?? TETE_VIDE;
      const stock = ranger([...commun, ...suite(base, 'ici', a), ...suite(base, 'la', b)]);
      if (avant) regler(stock, base);
      // Both sides go on from the last link that the store shows, cut again.
      const [queue] = [...stock.values()].at(-1) ?? [];
      const tete = { numero: Number(queue?.numero), empreinte: String(queue?.empreinte) };
      for (const m of [...suite(tete, 'ici encore', c), ...suite(tete, 'la encore', 2)])
        ajouterA(stock, m.numero, enFeuille(m));
      regler(stock, base);
      const journal = journalDe(stock);
      expect(verifier(journal).defauts).toEqual([]);
      const objets = (journal as unknown as Maillon[])
        .flatMap((m) => [...(m.branche ?? []).flatMap((x) => x.entrees), ...m.entrees])
        .flatMap((e) => (e.objet === 'coupure' ? [] : [e.objet]));
      expect([objets.length, new Set(objets).size]).toEqual([2 + a + b + c + 2, 2 + a + b + c + 2]);
    }),
  );
});

test('[FL-3] a leaf that is no link of either side is set apart, and seals nothing', () => {
  const commun = suite(TETE_VIDE, 'commun', 2);
  const [, deux] = commun;
  if (!deux) throw new Error('deux maillons');
  const stock = ranger([...commun, ...suite(deux, 'ici', 2)]);
  const forges = [
    { ...enFeuille(forgerMaillon({ numero: 2, empreinte: 'f'.repeat(64) }, [entree('d’ailleurs')])), _rev: '1-zzz' },
    { ...enFeuille(forgerMaillon(deux, [entree('faux')])), entrees: [entree('autre')], _rev: '1-zzy' },
  ];
  stock.set(3, [...forges, ...(stock.get(3) ?? [])]);
  const p = partager(deux, etagesDe(stock, deux));
  expect([p.aSceller, p.aEffacer, p.ecartees]).toEqual([[], [], forges]);
});

type Sceau = Maillon & { branche: NonNullable<Maillon['branche']>; scelles: NonNullable<Maillon['scelles']> };
/** Of a settled log, whose last link seals three: each way to lie about it. */
const MENSONGES: Record<string, (s: Sceau, journal: Maillon[]) => unknown[]> = {
  'one character of a sealed entry': (s, j) =>
    j.with(-1, {
      ...s,
      branche: s.branche.with(1, { ...s.branche[1], entrees: [entree('autre')] } as Sceau['branche'][0]),
    }),
  'a sealed link changed, its hash made right': (s, j) => {
    const avant = { numero: (s.branche[1]?.numero ?? 0) - 1, empreinte: s.branche[1]?.precedent ?? '' };
    return j.with(-1, { ...s, branche: s.branche.with(1, forgerMaillon(avant, [entree('autre')])) });
  },
  'a sealed link dropped': (s, j) => j.with(-1, { ...s, branche: s.branche.toSpliced(1, 1) }),
  'a sealed link dropped, and its seal': (s, j) =>
    j.with(-1, { ...s, branche: s.branche.toSpliced(1, 1), scelles: s.scelles.toSpliced(1, 1) }),
  'a sealed link dropped, and all that follows forged anew': (s, j) =>
    j.with(-1, forgerMaillon({ numero: s.numero - 1, empreinte: s.precedent }, s.entrees, s.branche.toSpliced(1, 1))),
  'two sealed links that changed places': (s, j) => j.with(-1, { ...s, branche: [...s.branche].reverse() }),
  'the whole branch taken out': ({ branche: _, ...s }, j) => j.with(-1, s as Maillon),
  'the seal taken out': ({ branche: _, scelles: __, ...s }, j) => j.with(-1, s as Maillon),
  'a settlement forged of nothing that the log had': (s, j) =>
    j.with(
      -1,
      forgerMaillon(
        { numero: s.numero - 1, empreinte: s.precedent },
        s.entrees,
        suite({ numero: 2, empreinte: 'f'.repeat(64) }, 'inventé', 2),
      ),
    ),
  'a settlement of links that would come after it': (s, j) =>
    j.with(
      -1,
      forgerMaillon({ numero: s.numero - 1, empreinte: s.precedent }, s.entrees, [
        forgerMaillon({ numero: s.numero - 1, empreinte: s.precedent }, [entree('futur')]),
      ]),
    ),
  'a line of the side that was kept': (_, j) => j.with(2, { ...(j[2] as Maillon), entrees: [entree('autre')] }),
  'a line of the side that was kept, its hash made right': (_, j) =>
    j.with(2, forgerMaillon({ numero: 2, empreinte: j[1]?.empreinte ?? '' }, [entree('autre')])),
  'a line of the side that was kept taken out': (_, j) => j.toSpliced(2, 1),
};

test.each(Object.keys(MENSONGES))('[FL-3] told, of a log with a branch: %s', (nom) => {
  const commun = suite(TETE_VIDE, 'commun', 2);
  const base = commun.at(-1) ?? TETE_VIDE;
  const stock = ranger([...commun, ...suite(base, 'ici', 3), ...suite(base, 'la', 4)]);
  regler(stock, base);
  const journal = journalDe(stock).map(({ _rev, ...m }) => m as unknown as Maillon);
  const sceau = journal.at(-1) as Sceau;
  expect([verifier(journal).defauts, sceau.branche.length]).toEqual([[], 3]);
  expect(verifier(MENSONGES[nom]?.(sceau, journal) as object[]).defauts).not.toEqual([]);
});

test('[FL-3] whoever rewrites what one side wrote and calls the former a branch hides nothing: both are told, and the head that was noted is said to be of a branch', () => {
  const commun = suite(TETE_VIDE, 'commun', 2);
  const base = commun.at(-1) ?? TETE_VIDE;
  const vrai = suite(base, 'vrai', 3);
  const faux = suite(base, 'faux', 3);
  const sceau = forgerMaillon(faux.at(-1) ?? base, [entree('coupure')], vrai);
  const c = verifier([...commun, ...faux, sceau]);
  expect([c.defauts, c.branches]).toEqual([[], [{ scelle: 6, de: 3, a: 5, maillons: 3, entrees: 3 }]]);
  // Without what he wants to hide, the head that was noted is nowhere.
  const sans = forgerMaillon(faux.at(-1) ?? base, [entree('coupure')], vrai.slice(0, 1));
  expect(tient([...commun, ...faux, sans].map(enFeuille), vrai.at(-1) ?? base)).toBe(false);
});
