import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EntreeAudit, Maillon } from '#shared/contrats/exploitation/audit';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { dateCivileSchema, instantSchema } from '#shared/temps/types';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, lireUn, type Magasin, plageDuType } from '../../store/lire';
import { lireAudit, lireAuditEntier } from './lire';
import { forgerMaillon, idMaillon } from './maillon';
import { lireTete, tracer, tracerTout } from './tracer';
import { verifierAudit } from './verifier';

let magasin: Magasin;
let fermer: () => Promise<void>;
beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
});
afterAll(() => fermer());

const a = (objet: string, plus: Partial<EntreeAudit> = {}): EntreeAudit => ({
  instant: instantSchema.parse('2026-11-25T08:00:00Z'),
  auteur: 'anne',
  action: 'SAISIE',
  objet,
  ...plus,
});

test('many writers at once, another process among them, make one chain in which nothing is missing', async () => {
  // Another process knows nothing of our queue: it is another client of the same store.
  const autre = { ...magasin };
  await Promise.all(Array.from({ length: 60 }, (_, i) => tracer(i % 2 === 0 ? magasin : autre, a(`correction:${i}`))));
  const chaine = await verifierAudit(magasin);
  expect(chaine).toMatchObject({ entrees: 60, defauts: [] });
  // What was traced while a link was being written is one link.
  expect(chaine.maillons).toBeLessThan(60);
  const lus = (await lireAudit(magasin, {})).entrees.map((e) => e.objet);
  expect(new Set(lus)).toEqual(new Set(Array.from({ length: 60 }, (_, i) => `correction:${i}`)));
});

test('read by pages, by day, by author and by action, the latest first', async () => {
  const hier = instantSchema.parse('2026-11-26T23:30:00Z');
  for (let i = 0; i < 150; i++) await tracer(magasin, a(`u${i}`, { auteur: `b${i % 3}`, action: 'CONSULTATION' }));
  await tracer(magasin, a('minuit', { instant: hier, action: 'CLOTURE' }));
  const premiere = await lireAudit(magasin, {});
  expect(premiere.entrees[0]).toMatchObject({ objet: 'minuit' });
  const suivante = await lireAudit(magasin, { avant: premiere.suite });
  expect(suivante.entrees[0]?.maillon).toBeLessThan(premiere.entrees.at(-1)?.maillon ?? 0);
  expect((await lireAudit(magasin, { auteur: 'b1' })).entrees).toHaveLength(50);
  expect((await lireAudit(magasin, { action: 'CLOTURE' })).entrees).toHaveLength(1);
  // Half past midnight in Paris is the next day.
  const du27 = (await lireAudit(magasin, { jour: dateCivileSchema.parse('2026-11-27') })).entrees.map((e) => e.objet);
  const du26 = await lireAudit(magasin, { jour: dateCivileSchema.parse('2026-11-26') });
  expect([du27, du26.entrees]).toEqual([['minuit'], []]);
});

test('read whole: what its pages hold together, each entry once and in their order, up to the head that is told', async () => {
  const jour = dateCivileSchema.parse('2026-11-25');
  // Links of several entries, across the borders of pages.
  for (let n = 0; n < 90; n++) await tracerTout(magasin, [a(`lot ${n} 1`), a(`lot ${n} 2`), a(`lot ${n} 3`)]);
  const parPages = async (f: Parameters<typeof lireAuditEntier>[1]): Promise<string[]> => {
    const dits: string[] = [];
    for (let avant: number | undefined, n = 0; n === 0 || avant !== undefined; n++) {
      const page = await lireAudit(magasin, { ...f, avant });
      dits.push(...page.entrees.map((e) => `${e.maillon} ${e.objet}`));
      avant = page.suite;
    }
    return dits;
  };
  for (const [f, auMoins] of [
    [{}, 400],
    [{ jour }, 400],
    [{ auteur: 'b1' }, 50],
    [{ jour, action: 'CONSULTATION' as const }, 150],
    [{ auteur: 'personne' }, 0],
  ] as const) {
    const entier = await lireAuditEntier(magasin, f);
    const dits = entier?.entrees.map((e) => `${e.maillon} ${e.objet}`) ?? [];
    expect(dits).toEqual(await parPages(f));
    expect(dits.length).toBeGreaterThanOrEqual(auMoins);
    expect(entier?.tete).toEqual(await lireTete(magasin));
  }
  // Who has gone is read nothing.
  expect((await lireAuditEntier(magasin, {}, () => true))?.entrees).toEqual([]);
});

test('an entry altered, deleted, or deleted at the end is told; so is a log made anew, where its head was noted', async () => {
  const bonne = await verifierAudit(magasin);
  expect(bonne.defauts).toEqual([]);
  const notee = await lireTete(magasin);
  await tracerTout(magasin, [a('fin')]);
  expect((await verifierAudit(magasin, { notee })).defauts).toEqual([]);

  const lire = async (n: number) =>
    (await lireUn<Maillon>(magasin, BASE_CENTRALE, idMaillon(n))) as Maillon & { _rev: string };
  const cinq = await lire(5);
  const falsifie = { ...cinq, entrees: [a('autre chose')] };
  const [ecrit] = await ecrireTout(magasin, BASE_CENTRALE, [falsifie]);
  expect((await verifierAudit(magasin)).defauts).toEqual([
    { numero: 5, message: expect.stringContaining('contenu modifié') },
  ]);
  await ecrireTout(magasin, BASE_CENTRALE, [{ ...cinq, _rev: ecrit?.rev }]);
  expect((await verifierAudit(magasin)).defauts).toEqual([{ numero: 5, message: expect.stringContaining('réécrit') }]);

  const dernier = await lire(notee.numero + 1);
  await ecrireTout(magasin, BASE_CENTRALE, [{ _id: dernier._id, _rev: dernier._rev, _deleted: true }]);
  expect((await verifierAudit(magasin)).defauts.at(-1)).toEqual({
    numero: notee.numero + 1,
    message: expect.stringContaining('supprimé à la fin'),
  });

  const { magasin: refait, fermer: fin } = await ouvrirMagasinEnMemoire();
  await tracer(refait, a('tout autre'));
  let tete = await lireTete(refait);
  for (const m of (await lirePlage<Maillon>(magasin, BASE_CENTRALE, plageDuType('audit'))).slice(0, notee.numero)) {
    const neuf = forgerMaillon(tete, m.entrees);
    await ecrireTout(refait, BASE_CENTRALE, [neuf]);
    tete = { numero: neuf.numero, empreinte: neuf.empreinte };
  }
  expect((await verifierAudit(refait)).defauts).toEqual([]);
  expect((await verifierAudit(refait, { notee })).defauts).toEqual([
    { numero: notee.numero, message: expect.stringContaining('refait') },
  ]);
  await fin();
});
