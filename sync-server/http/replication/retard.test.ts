import { beforeEach, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { type Checkpoint, PAS_ENCORE_LU, type Page } from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { ecrireTout, supprimerLot } from '../../store/ecrire';
import { lirePlage, type Magasin } from '../../store/lire';
import type { LigneCle } from '../../store/magasin';
import { magasinMemoire } from '../../store/memoire/memoire';
import { preparerBases } from '../../store/preparer-bases';
import { enRetard, type GrappeEnRetard } from '../../store/testing/en-retard';
import { entourer } from '../../store/testing/entourer';
import { tirerPage } from './tirer';

const base = baseAntenne('EST');
const ICI = {
  base,
  collection: 'saisies',
  debut: dateCivileSchema.parse('2026-09-01'),
  antenne: 'EST',
  jour: dateCivileSchema.parse('2026-10-14'),
} as const;
const IDS = [1, 2, 3, 4, 5].map((n) => `fiche:2026-10-0${n}:x`);
let vrai: Magasin;
let g: GrappeEnRetard;

beforeEach(async () => {
  vrai = magasinMemoire();
  g = enRetard(vrai);
  await preparerBases(vrai, paris('2026-10-01 08:00'));
  await ecrireTout(
    vrai,
    base,
    IDS.map((_id) => ({ _id, type: 'fiche' })),
  );
});

/** A PC that pulls page after page. */
const poste = (m: Magasin, limite: number) => {
  const recus = new Map<string, boolean>();
  let checkpoint: Checkpoint | undefined;
  const page = async (): Promise<Page> => {
    const p = await tirerPage(m, { ...ICI, checkpoint, limite });
    for (const { _id, _deleted } of p.documents) recus.set(_id, _deleted !== true);
    checkpoint = p.checkpoint;
    return p;
  };
  const tout = async (): Promise<void> => {
    while ((await page()).suite);
  };
  return { recus, page, tout };
};

test('[FL-1] a first synchronisation answered by a copy that lags misses nothing', async () => {
  g.retarder((id) => id === IDS[1]);
  const p = poste(g.m, 10);
  await p.page();
  expect([...p.recus.keys()]).not.toContain(IDS[1]);
  g.calmer();
  await p.tout();
  expect([...p.recus.keys()].sort()).toEqual(IDS);
});

test('[FL-1] nor does one during which a copy that lags came back, were it calm again at its end', async () => {
  const p = poste(g.m, 2);
  await p.page();
  g.retarder((id) => id === IDS[2]);
  await p.page();
  g.calmer();
  await p.tout();
  expect([...p.recus.keys()].sort()).toEqual(IDS);
});

test('[FL-1] on a cluster that is calm the feed goes on from the sequence of the beginning', async () => {
  const { checkpoint } = await poste(g.m, 10).page();
  expect(checkpoint.seq).not.toBe('0');
});

test('[FL-1] what a cluster at work has on its way is waited for: the feed is not read from its beginning for that', async () => {
  let regards = 0;
  const m = entourer(vrai, async (o, faire) => {
    if (o.nom !== 'noeuds') return faire();
    regards += 1;
    const aTransmettre = regards === 1 ? 3 : 0;
    return ['a', 'b', 'c'].map((nom) => ({ nom, present: true, aTransmettre, actifS: 36_000 }));
  });
  const { checkpoint } = await poste(m, 10).page();
  expect(checkpoint.seq).not.toBe('0');
  expect(regards).toBeGreaterThan(1);
});

test('[FL-1] a long feed that names little of a collection is answered by parts, and nothing of it is missed', async () => {
  await ecrireTout(
    vrai,
    base,
    Array.from({ length: 40_100 }, (_, n) => ({ _id: `visite:2026-10-01:${n}`, type: 'visite' })),
  );
  const derniere = 'fiche:2026-10-09:x';
  await ecrireTout(vrai, base, [{ _id: derniere, type: 'fiche' }]);
  let lectures = 0;
  const m = entourer(vrai, (o, faire) => {
    if (o.nom === 'changements') lectures += 1;
    return faire();
  });
  const recus: string[] = [];
  const parPage: number[] = [];
  let checkpoint: Checkpoint = { mode: 'changements', seq: '0' };
  for (let suite = true; suite; ) {
    lectures = 0;
    const p = await tirerPage(m, { ...ICI, checkpoint, limite: 10 });
    parPage.push(lectures);
    recus.push(...p.documents.map((d) => d._id));
    ({ checkpoint, suite } = p);
  }
  expect(recus.sort()).toEqual([...IDS, derniere]);
  expect(parPage).toHaveLength(2);
  expect(Math.max(...parPage)).toBe(8);
});

test('[FL-1] what the feed names and nothing reads yet is no deletion: the page stops before it, until it is read', async () => {
  let cache: ((l: LigneCle) => LigneCle) | undefined;
  const m = entourer(vrai, async (o, faire) => {
    const r = await faire();
    const dire = cache;
    return o.nom === 'parCles' && dire ? (r as LigneCle[]).map(dire) : r;
  });
  const p = poste(m, 10);
  await p.tout();
  const [a, b] = ['fiche:2026-10-06:x', 'fiche:2026-10-07:x'];
  await ecrireTout(vrai, base, [{ _id: a, type: 'fiche' }]);
  await ecrireTout(vrai, base, [{ _id: b, type: 'fiche' }]);
  const [premiere] = await lirePlage<{ v?: number }>(vrai, base, { debut: a, fin: `${a}\u0000` });
  cache = (l) => (l.id === b ? { id: b, supprime: false } : l);
  await p.page();
  expect([p.recus.get(a), p.recus.get(b)]).toEqual([true, undefined]);
  await expect(p.page()).rejects.toMatchObject({ statut: 503, refus: { code: PAS_ENCORE_LU } });
  cache = undefined;
  await p.tout();
  expect(p.recus.get(b)).toBe(true);
  // A body of before what was named is not it either.
  await ecrireTout(vrai, base, [{ ...premiere, _id: a, v: 2 }]);
  cache = (l) => (l.id === a ? { ...l, rev: premiere?._rev, doc: premiere as LigneCle['doc'] } : l);
  await expect(p.page()).rejects.toMatchObject({ statut: 503, refus: { code: PAS_ENCORE_LU } });
  cache = undefined;
  // Deleted between its name and its reading: gone for good.
  const { documents } = await p.page();
  expect(documents).toMatchObject([{ _id: a, v: 2 }]);
  const [la] = await lirePlage<object>(vrai, base, { debut: a, fin: `${a}\u0000` });
  await supprimerLot(vrai, base, la ? [la] : []);
  await p.tout();
  expect(p.recus.get(a)).toBe(false);
});
