import { expect, test } from 'vitest';
import type { EntreeAudit } from '#shared/contrats/exploitation/audit';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { instantDe } from '#shared/temps/paris';
import { dateCivileSchema } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { lireAudit, numeroDe, scellerBranches, tracer } from '../domaines/audit';
import { enFrancais } from '../domaines/audit/commande';
import { idMaillon } from '../domaines/audit/maillon';
import { lireTete } from '../domaines/audit/tracer';
import { verifierAudit } from '../domaines/audit/verifier';
import { lireIds, type Magasin, plageDuType } from '../store/lire';
import { preparerBases } from '../store/preparer-bases';
import { creerGrappe } from '../store/testing/copies/grappe';
import { magasinGrappe } from '../store/testing/copies/magasin-grappe';
import { basesSuivies, creerMoteur } from './rattraper';

const DEBUT = Date.parse('2026-11-25T08:00:00Z');

/** A cluster whose two sides both go on with the log, cut from each other, then meet; some entries were there before. */
const apresUneCoupure = async ({ ici: a, la: b }: { ici: number; la: number }) => {
  let ms = DEBUT;
  const horloge = () => instantDe(ms);
  const g = creerGrappe({ alea: creerAlea(7), horlogeMs: () => ms });
  const [ici, la] = [magasinGrappe(g, { prefere: 0, cote: 0 }), magasinGrappe(g, { prefere: 2, cote: 1 })];
  const dire = (m: Magasin, objet: string) =>
    tracer(m, { instant: horloge(), auteur: 'anne', action: 'SAISIE', objet } satisfies EntreeAudit);
  await preparerBases(ici, horloge());
  g.converger();
  for (const n of [1, 2]) await dire(ici, `commun ${n}`);
  g.converger();
  g.separer(2);
  for (let n = 1; n <= a; n++) await dire(ici, `ici ${n}`);
  for (let n = 1; n <= b; n++) await dire(la, `la ${n}`);
  const notees = [await lireTete(ici), await lireTete(la)];
  return {
    g,
    ici,
    la,
    horloge,
    dire,
    notees,
    seconder: (s: number) => {
      ms += s * 1000;
    },
    objets: async () =>
      (await lireAudit(ici, {})).entrees.map((e) => e.objet).filter((o) => /^(commun|ici|la)/.test(o)),
    feuilles: async () => {
      const ids = await lireIds(ici, BASE_CENTRALE, plageDuType('audit'));
      return Promise.all(ids.map(async (id) => (await ici.feuilles(BASE_CENTRALE, id)).length));
    },
  };
};

test('[FL-3] both sides of a cut went on with the audit log: once the cluster is calm it is whole, with a branch explained, and no entry is lost', async () => {
  for (const longueurs of [
    { ici: 3, la: 2 },
    { ici: 1, la: 4 },
    { ici: 2, la: 2 },
  ]) {
    const c = await apresUneCoupure(longueurs);
    c.g.converger();
    const moteur = await creerMoteur(c.ici, c.horloge);
    await moteur.tour(await basesSuivies(c.ici));
    // They have just met again: what the other side wrote may not be all there.
    expect([Math.max(...(await c.feuilles())), moteur.nonRegles()]).toEqual([2, expect.any(Number)]);
    // Told as a fault where the store shows links of both, with what it comes from.
    const avant = await verifierAudit(c.ici);
    expect([avant.branches, avant.coupure === true]).toEqual([[], avant.defauts.length > 0]);
    await c.dire(c.ici, 'commun 3');
    c.seconder(120);
    await moteur.minute();
    c.g.converger();
    expect([new Set(await c.feuilles()), moteur.nonRegles()]).toEqual([new Set([1]), 0]);
    const perdus = Math.min(longueurs.ici, longueurs.la);
    const lu = await verifierAudit(c.ici);
    expect(lu).toMatchObject({ defauts: [], branches: [{ de: 3, a: 2 + perdus, maillons: perdus, entrees: perdus }] });
    expect(new Set(await c.objets()).size).toBe(3 + longueurs.ici + longueurs.la);
    expect(await c.objets()).toHaveLength(3 + longueurs.ici + longueurs.la);
    // Whoever noted a head, of either side, still verifies it.
    const dites = [];
    for (const notee of c.notees) {
      const v = await verifierAudit(c.ici, { notee });
      expect(v.defauts).toEqual([]);
      dites.push(v.noteeDans);
    }
    expect(dites.filter((d) => d === lu.branches[0]?.scelle)).toHaveLength(1);
    const dit = enFrancais(lu).replaceAll('\u00a0', ' ');
    expect(dit).toMatch(
      /^Journal intact : \d+ entrées en \d+ maillons\.\nUne coupure de la grappe a donné deux suites au journal\. /,
    );
    expect(dit).toMatch(new RegExp(`maillons 3 à ${2 + perdus}, scellés dans le maillon ${lu.branches[0]?.scelle}\\.`));
    expect(await lireIds(c.ici, BASE_CENTRALE, plageDuType('divergence'))).toEqual([]);
  }
});

test('[FL-3] found by the look of the night, and settled then: nothing is left to look at the night after', async () => {
  const c = await apresUneCoupure({ ici: 2, la: 3 });
  c.g.converger();
  c.seconder(120);
  let ecritures = 0;
  const vu: Magasin = {
    ...c.ici,
    ecrire: (base, docs) => {
      if (docs.some((d) => '_id' in d && String(d._id).startsWith('audit:'))) ecritures += 1;
      return c.ici.ecrire(base, docs);
    },
  };
  await (await creerMoteur(vu, c.horloge)).departager();
  c.g.converger();
  expect([(await verifierAudit(c.ici)).branches.length, new Set(await c.feuilles())]).toEqual([1, new Set([1])]);
  const faites = ecritures;
  const suivant = await creerMoteur(vu, c.horloge);
  await suivant.departager();
  expect([suivant.nonRegles(), ecritures]).toEqual([0, faites]);
});

test('[FL-3] settled by both sides at the same moment, then again: sealed once', async () => {
  const c = await apresUneCoupure({ ici: 3, la: 3 });
  c.g.converger();
  c.seconder(120);
  await Promise.all([c.ici, c.la].map((m) => scellerBranches(m, c.horloge, [4])));
  c.g.converger();
  for (const m of [c.la, c.ici]) await scellerBranches(m, c.horloge, [3]);
  c.g.converger();
  const { defauts, branches } = await verifierAudit(c.la);
  expect([defauts, branches.length, new Set(await c.feuilles())]).toEqual([[], 1, new Set([1])]);
  await c.dire(c.la, 'commun 4');
  expect((await verifierAudit(c.ici)).defauts).toEqual([]);
});

test('[FL-3] while a node lags nothing is sealed, nor is a side taken from what is not all there', async () => {
  const c = await apresUneCoupure({ ici: 2, la: 5 });
  c.g.cadence = 0;
  c.g.reunir();
  c.seconder(120);
  const moteur = await creerMoteur(c.ici, c.horloge);
  await moteur.tour(await basesSuivies(c.ici));
  await moteur.minute();
  const scelles = async () => (await verifierAudit(c.ici)).branches.length;
  expect(await scelles()).toBe(0);
  c.g.converger();
  c.seconder(120);
  await moteur.tour(await basesSuivies(c.ici));
  await moteur.minute();
  c.g.converger();
  const lu = await verifierAudit(c.ici);
  expect([lu.defauts, lu.branches.length]).toEqual([[], 1]);
});

test('[FL-3] cut in the middle of settling, it is taken up again: nothing of a side goes before it is sealed', async () => {
  const c = await apresUneCoupure({ ici: 2, la: 3 });
  c.g.converger();
  c.seconder(120);
  let ecritures = 0;
  const coupe: Magasin = {
    ...c.ici,
    ecrire: async (base, docs) => {
      if (ecritures++ === 2) throw new Error('coupé');
      return c.ici.ecrire(base, docs);
    },
  };
  await expect(scellerBranches(coupe, c.horloge, [3])).rejects.toThrow('coupé');
  c.g.converger();
  expect((await verifierAudit(c.ici)).branches).toHaveLength(1);
  expect(await c.objets()).toHaveLength(7);
  await scellerBranches(c.ici, c.horloge, [3]);
  c.g.converger();
  expect([(await verifierAudit(c.ici)).defauts, new Set(await c.feuilles())]).toEqual([[], new Set([1])]);
});

test('[FL-3] what the other side wrote is found by its day, wherever it was sealed', async () => {
  const c = await apresUneCoupure({ ici: 1, la: 3 });
  c.g.converger();
  c.seconder(3 * 86_400);
  for (let n = 0; n < 60; n++) await c.dire(c.ici, `plus tard ${n}`);
  c.seconder(120);
  const ids = (await lireIds(c.ici, BASE_CENTRALE, plageDuType('audit'))).map(numeroDe);
  expect(ids.at(-1)).toBeGreaterThan(60);
  await scellerBranches(c.ici, c.horloge, [3]);
  c.g.converger();
  const duJour = async (jour: string) =>
    (await lireAudit(c.ici, { jour: dateCivileSchema.parse(jour) })).entrees.map((e) => e.objet);
  const lus = await duJour('2026-11-25');
  expect(lus.toSorted()).toEqual(['commun 1', 'commun 2', 'ici 1', 'la 1', 'la 2', 'la 3']);
  expect((await duJour('2026-11-28')).filter((o) => /^(ici|la)/.test(o))).toEqual([]);
  const sceau = idMaillon((await verifierAudit(c.ici)).branches[0]?.scelle ?? 0);
  expect(await lireIds(c.ici, BASE_CENTRALE, plageDuType('branche-audit'))).toEqual([
    sceau.replace('audit:', 'branche-audit:'),
  ]);
});
