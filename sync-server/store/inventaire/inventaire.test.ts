import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { estNoteDImports, ID_OUVERTURE, type Inventaire, idDeSonImport } from '#shared/contrats/store/inventaire';
import { typeDeId } from '#shared/documents/registre';
import type { Instant } from '#shared/temps/types';
import { ecrireTout, supprimerLot } from '../ecrire';
import { lireCles, lirePlage, lireUn, type Magasin, plageDuType, type Stocke, sansRev, TOUT } from '../lire';
import { type Ecriture, ecrireEnUneFois, rejouerLots } from '../lots';
import { magasinMemoire } from '../memoire/memoire';
import { entourer, fragile, type Panne } from '../testing/entourer';
import { deposerEtNoter } from './actes';
import { ouvrirInventaire } from './ouvrir';
import { COMPTES, estImporte } from './sommes';

const EST = 'tg-antenne-est';
const SUD = 'tg-antenne-sud';
const POINTAGES = 'tg-pointages-2026';
const BASES = [EST, SUD, POINTAGES, BASE_CENTRALE];
const MAINTENANT = '2026-11-29T12:00:00Z' as Instant;

const preparer = async (): Promise<Magasin> => {
  const m = magasinMemoire();
  for (const b of [...BASES, 'tg-lots']) await m.creerBase(b);
  return m;
};

type Doc = { _id: string; poste?: string; source?: string };

/** What is there, against what the inventory says: what files brought and is in no note, what is noted without being there. */
const ecarts = async (m: Magasin): Promise<string[]> => {
  const trouves: string[] = [];
  for (const base of BASES) {
    const docs = await lirePlage<Doc>(m, base, TOUT);
    const la = new Set(docs.map((d) => d._id));
    const notes = new Map(docs.map((d) => [d._id, new Set((d as unknown as Inventaire).ids)]));
    for (const [note, ids] of notes)
      for (const id of ids) {
        if (!la.has(id)) trouves.push(`${base} noté, absent : ${id}`);
        if (estNoteDImports(note) && note !== idDeSonImport(id)) trouves.push(`${base} ${note} : ${id}`);
      }
    for (const d of docs) {
      const type = typeDeId(d._id) ?? '';
      if (!COMPTES.has(type) || !estImporte(type, d)) continue;
      if (!notes.get(idDeSonImport(d._id))?.has(d._id)) trouves.push(`${base} là, non noté : ${d._id}`);
    }
  }
  return trouves;
};

const visite = (n: number): Doc => ({ _id: `visite:2026-1${n % 2}-05:V${n}` });
const reprise = (n: number): Doc => ({ _id: `correction:2026-10-05:R${n}`, poste: 'REPRISE' });
const saisie = (n: number): Doc => ({ _id: `correction:2026-10-0${1 + (n % 3)}:S${n}`, poste: 'poste-1' });
const pointage = (n: number): Doc => ({ _id: `pointage:2026-10-05T0${n % 10}:00:00Z:P${n}`, source: 'SVI' });

/** One gesture: an import that adds, changes, moves and takes away; a push; a call; a disk that loses something. */
const gesteArb = fc.oneof(
  fc.record({
    quoi: fc.constant('IMPORT' as const),
    usagers: fc.array(fc.nat(8), { maxLength: 4 }),
    visites: fc.array(fc.nat(20), { maxLength: 6 }),
    reprises: fc.array(fc.nat(20), { maxLength: 4 }),
    demenage: fc.option(fc.nat(8)),
  }),
  fc.record({ quoi: fc.constant('SAISIES' as const), n: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }) }),
  fc.record({ quoi: fc.constant('APPELS' as const), n: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }) }),
  fc.record({ quoi: fc.constant('PERTE' as const), rang: fc.nat(40) }),
);
type Geste = typeof gesteArb extends fc.Arbitrary<infer T> ? T : never;

const planifier = async (m: Magasin, g: Extract<Geste, { quoi: 'IMPORT' }>): Promise<Ecriture[]> => {
  const ecritures = new Map<string, Ecriture>();
  const ajouter = async (base: string, doc: Doc): Promise<void> => {
    const la = await lireUn<object>(m, base, doc._id);
    ecritures.set(`${base} ${doc._id}`, { base, doc: la ? { ...doc, _rev: la._rev } : doc });
  };
  for (const n of g.usagers) await ajouter(EST, { _id: `usager:M${n}` });
  for (const n of g.visites) await ajouter(n % 3 ? EST : SUD, visite(n));
  for (const n of g.reprises) await ajouter(EST, reprise(n));
  const qui = `usager:M${g.demenage}`;
  const parti = g.demenage === null ? undefined : await lireUn<object>(m, EST, qui);
  if (parti) {
    ecritures.set(`${EST} ${qui}`, { base: EST, doc: { _id: qui, _rev: parti._rev, _deleted: true } });
    await ajouter(SUD, { _id: qui });
  }
  return [...ecritures.values()];
};

type Perdu = { base: string; doc: Doc };
/** Some document that is counted is no longer there, and nobody was told. */
const perdre = async (m: Magasin, rang: number): Promise<Perdu[]> => {
  const docs: Perdu[] = [];
  for (const base of [EST, SUD])
    for (const doc of await lirePlage<Doc>(m, base, TOUT))
      if (COMPTES.has(typeDeId(doc._id) ?? '')) docs.push({ base, doc });
  const perdu = docs[rang % Math.max(1, docs.length)];
  if (!perdu) return [];
  await supprimerLot(m, perdu.base, [perdu.doc as Stocke<Doc>]);
  return [{ base: perdu.base, doc: sansRev(perdu.doc as Stocke<Doc>) }];
};

const executer = async (m: Magasin, g: Exclude<Geste, { quoi: 'PERTE' }>, lot: string): Promise<string[]> => {
  if (g.quoi === 'IMPORT') {
    await rejouerLots(m);
    const ecritures = await planifier(m, g);
    await ecrireEnUneFois(m, { _id: `import:${lot}`, lot }, ecritures);
    return [];
  }
  const [base, docs] = g.quoi === 'SAISIES' ? [EST, g.n.map(saisie)] : [POINTAGES, g.n.map(pointage)];
  const uniques = [...new Map(docs.map((d) => [d._id, d])).values()];
  await deposerEtNoter(m, base, uniques);
  return uniques.map((d) => `${base} ${d._id}`);
};

/** A later file, and PCs that still have them, bring back what was lost. */
const ramener = async (m: Magasin, perdus: readonly Perdu[]): Promise<void> => {
  const voulues: Ecriture[] = [];
  for (const { base, doc } of perdus) {
    if (await lireUn(m, base, doc._id)) continue;
    if (estImporte(typeDeId(doc._id) ?? '', doc)) voulues.push({ base, doc });
    else await deposerEtNoter(m, base, [doc]);
  }
  await ecrireEnUneFois(m, { _id: 'import:retour', lot: 'retour' }, voulues);
};

/** Of the batch number `dans`, one half is taken, the first or the last; the rest is refused, or a crash tells nobody. */
const aDemi = (m: Magasin, dans: number, tue: boolean, fin = false): Magasin => {
  let reste = dans;
  return entourer(m, async (o, faire) => {
    if (o.nom !== 'ecrire' || reste-- !== 0) return faire();
    const milieu = Math.ceil(o.docs.length / 2);
    const pris = (i: number): boolean => i < milieu !== fin;
    const lignes = await m.ecrire(
      o.base,
      o.docs.filter((_, i) => pris(i)),
    );
    if (tue) throw Object.assign(new Error('panne'), { scope: 'socket', statusCode: 503 });
    return o.ids.map((id, i) => (pris(i) ? lignes.shift() : { id, erreur: 'forbidden' }));
  });
};

const panneArb = fc.record({
  genre: fc.constantFrom('AVANT', 'APRES', 'MOITIE_TUEE', 'MOITIE_REFUSEE'),
  dans: fc.nat(25),
  fin: fc.boolean(),
  /** Told again until it has gone through, or never again. */
  repris: fc.boolean(),
});

test('imports, moves, deletions, pushes and calls, each cut at any write, told again or not, and losses that a file brings back: the inventory is what is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(gesteArb, panneArb), { minLength: 1, maxLength: 8 }), async (gestes) => {
      const vrai = await preparer();
      await ouvrirInventaire(vrai, MAINTENANT);
      const accuses: string[] = [];
      const perdus: Perdu[] = [];
      for (const [i, [geste, { genre, dans, fin, repris }]] of gestes.entries()) {
        if (geste.quoi === 'PERTE') {
          perdus.push(...(await perdre(vrai, geste.rang)));
          continue;
        }
        const panne: Panne = { dans, apres: genre === 'APRES' };
        const coupe = genre.startsWith('MOITIE')
          ? aDemi(vrai, dans % 6, genre === 'MOITIE_TUEE', fin)
          : fragile(vrai, () => panne);
        for (const [essai, m] of [coupe, ...(repris ? [vrai] : [])].entries()) {
          const dits = await executer(m, geste, `${i}-${essai}`).catch(() => undefined);
          if (dits) accuses.push(...dits);
          if (dits) break;
        }
      }
      await rejouerLots(vrai);
      await ramener(vrai, perdus);
      expect(await ecarts(vrai)).toEqual([]);
      for (const base of [EST, POINTAGES]) {
        const docs = await lirePlage<Inventaire>(vrai, base, { debut: 'inventaire:', fin: 'inventaire;' });
        const notes = new Set(docs.flatMap((d) => (d.ids ?? []).map((id) => `${base} ${id}`)));
        expect(accuses.filter((x) => x.startsWith(`${base} `) && !notes.has(x))).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

test('a row that the store refuses is in no note, and may be refused for good; the others of its sending are noted once sent again', async () => {
  const m = await preparer();
  await ouvrirInventaire(m, MAINTENANT);
  const refusant = entourer(m, async (o, faire) => {
    if (o.nom !== 'ecrire' || !o.ids.includes(saisie(2)._id)) return faire();
    const autres = o.docs.filter((d) => '_id' in d && d._id !== saisie(2)._id);
    return [...(await m.ecrire(o.base, autres)), { id: saisie(2)._id, erreur: 'forbidden' }];
  });
  await expect(deposerEtNoter(refusant, EST, [saisie(1), saisie(2)])).rejects.toThrow('forbidden');
  expect(await ecarts(m)).toEqual([]);
  await deposerEtNoter(m, EST, [saisie(1)]);
  expect(await ecarts(m)).toEqual([]);
  expect((await lireUn<Inventaire>(m, EST, 'inventaire:2026-10-02:saisies'))?.ids).toEqual([saisie(1)._id]);
});

test('opened for the first time after an import that a crash cut short, it has all that the import brings', async () => {
  const m = await preparer();
  const ecritures = [1, 2, 3, 4, 5, 6].map((n) => ({ base: n % 2 ? EST : SUD, doc: visite(n) }));
  const coupe = aDemi(m, 2, true);
  await expect(ecrireEnUneFois(coupe, { _id: 'import:x', lot: 'x' }, ecritures)).rejects.toThrow('panne');
  const la = async () => (await lirePlage(m, EST, plageDuType('visite'))).length;
  const avant = await la();
  await ouvrirInventaire(m, MAINTENANT);
  await rejouerLots(m);
  expect([avant, await la()]).toEqual([2, 3]);
  expect(await ecarts(m)).toEqual([]);
});

test('two who note in the same hour at once lose nothing of one another, and what is there already is noted too', async () => {
  const m = await preparer();
  await ecrireTout(m, POINTAGES, [pointage(3)]);
  await Promise.all([3, 13, 23].map((n) => deposerEtNoter(m, POINTAGES, [pointage(n)])));
  const [note] = await lireCles<Inventaire>(m, POINTAGES, ['inventaire:2026-10-05T03:pointages']);
  expect(note?.ids).toEqual([13, 23, 3].map((n) => pointage(n)._id));
});

test('a store of a former version is opened once, on what is there: each by its id; older months are left', async () => {
  const m = await preparer();
  await ecrireTout(m, EST, [visite(1), visite(2), reprise(1), saisie(1), { _id: 'usager:M1' }]);
  await ecrireTout(m, EST, [{ _id: 'visite:2026-07-05:ancienne' }]);
  await ecrireTout(m, POINTAGES, [pointage(1)]);
  // Not opened yet: an import is not counted, it will be with the rest.
  await ecrireEnUneFois(m, { _id: 'import:x', lot: 'x' }, [{ base: EST, doc: visite(4) }]);
  expect(await lireUn(m, EST, idDeSonImport(visite(4)._id))).toBeUndefined();
  expect(await ouvrirInventaire(m, MAINTENANT)).toMatchObject({ ouvertLe: MAINTENANT, depuis: '2026-08' });
  const avant = await lirePlage(m, EST, { debut: 'inventaire:', fin: 'inventaire;' });
  expect(avant.map((d) => d._id)).toEqual([
    'inventaire:2026-10-02:saisies',
    'inventaire:2026-10-05:imports',
    'inventaire:2026-11-05:imports',
    'inventaire:sans-date:imports',
  ]);
  // An act that its PC sends again is counted once.
  await deposerEtNoter(m, EST, [saisie(1)]);
  await ouvrirInventaire(m, '2026-12-29T12:00:00Z' as Instant);
  expect(await lirePlage(m, EST, { debut: 'inventaire:', fin: 'inventaire;' })).toEqual(avant);
  const neuf = await preparer();
  expect(await ouvrirInventaire(neuf, MAINTENANT)).toMatchObject({ depuis: '2000-01' });
});

test('an inventory that someone closes by hand is opened again on what is there: what was lost is asked for no more', async () => {
  const m = await preparer();
  await ouvrirInventaire(m, MAINTENANT);
  await ecrireEnUneFois(m, { _id: 'import:x', lot: 'x' }, [{ base: EST, doc: visite(1) }]);
  await deposerEtNoter(m, EST, [saisie(1), saisie(4)]);
  for (const id of [visite(1)._id, saisie(1)._id, ID_OUVERTURE]) {
    const base = id === ID_OUVERTURE ? BASE_CENTRALE : EST;
    const doc = await lireUn<object>(m, base, id);
    expect(await supprimerLot(m, base, doc ? [doc] : [])).toBe(1);
  }
  expect(await ecarts(m)).toHaveLength(2);
  await ouvrirInventaire(m, MAINTENANT);
  expect(await ecarts(m)).toEqual([]);
});

test('a cluster that is not calm is not opened on: what its copies lack would never be asked for again', async () => {
  const m = await preparer();
  const noeuds = [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, aTransmettre: 900, actifS: 900 }));
  expect(await ouvrirInventaire({ ...m, noeuds: async () => noeuds }, MAINTENANT)).toBeUndefined();
  expect(await lireUn(m, BASE_CENTRALE, 'inventaire:ouverture')).toBeUndefined();
});
