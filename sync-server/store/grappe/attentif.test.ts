import { expect, test } from 'vitest';
import { creerAlea } from '#shared/testing/alea';
import type { LignePlage, Magasin } from '../magasin';
import { magasinMemoire } from '../memoire/memoire';
import { ecrits } from '../testing/contexte';
import { creerGrappe, type Grappe } from '../testing/copies/grappe';
import { magasinGrappe, type Porte } from '../testing/copies/magasin-grappe';
import { entourer } from '../testing/entourer';
import { magasinAttentif } from './attentif';
import { plusAncienne } from './revisions';

const BASE = 'contrat';
const TOUT = { debut: '', fin: '\u{10ffff}' };

/** Three copies, of which the first stays as it is: what is written goes to the two others. */
const ouvrir = async (
  graine = 1,
): Promise<{ g: Grappe; m: Magasin; porte: Porte; partir: () => void; revenir: () => void }> => {
  const g = creerGrappe({ alea: creerAlea(graine) });
  const porte: Porte = { prefere: 0 };
  const m = magasinGrappe(g, porte);
  await m.creerBase(BASE);
  g.retards = { ecriture: 0, ordre: 0, lecture: 0 };
  g.cadence = 0;
  const partir = (): void => {
    g.partir(0);
    porte.prefere = 1;
  };
  const revenir = (): void => {
    g.revenir(0);
    porte.prefere = 0;
  };
  return { g, m, porte, partir, revenir };
};

const ids = async (m: Magasin, p: object = {}): Promise<string[]> =>
  (await m.plage(BASE, { ...TOUT, ...p }, 'avec')).map((l) => `${l.id} ${l.doc?.v}`);

/** The feed up to its end, as a transition reads it. */
const lireFil = (m: Magasin, par: 'changements' | 'changementsReperes' = 'changements') =>
  m[par](BASE, { depuis: '0', limite: 1_000 });

test.each(['changements', 'changementsReperes'] as const)(
  '[FL-1] what the feed named (%s) is in a range that lacks it, at its revision, and what was deleted is not',
  async (par) => {
    const { m, partir, revenir } = await ouvrir();
    const [a, , c] = await ecrits(
      m,
      BASE,
      ['v:a', 'v:b', 'v:c'].map((_id) => ({ _id, v: 1 })),
    );
    partir();
    await ecrits(m, BASE, [
      { _id: 'v:a', _rev: a, v: 2 },
      { _id: 'v:aa', v: 2 },
      { _id: 'v:c', _rev: c, _deleted: true },
    ]);
    const attentif = magasinAttentif(m);
    await lireFil(attentif, par);
    revenir();
    expect(await ids(m)).toEqual(['v:a 1', 'v:b 1', 'v:c 1']);
    expect(await ids(attentif)).toEqual(['v:a 2', 'v:aa 2', 'v:b 1']);
    expect(await ids(attentif, { decroissant: true })).toEqual(['v:b 1', 'v:aa 2', 'v:a 2']);
    expect(await ids(attentif, { limite: 2 })).toEqual(['v:a 2', 'v:aa 2']);
    expect(await ids(attentif, { debut: 'v:aa', fin: 'v:b' })).toEqual(['v:aa 2']);
    expect(attentif.manquants().size).toBe(0);
  },
);

test('[FL-1] what we wrote is read again as we wrote it, and what refused us as it is', async () => {
  const { m, partir, revenir } = await ouvrir();
  const [a] = await ecrits(m, BASE, [{ _id: 'v:a', v: 1 }]);
  partir();
  const attentif = magasinAttentif(m);
  const [b] = await ecrits(attentif, BASE, [{ _id: 'v:b', v: 1 }]);
  await ecrits(m, BASE, [{ _id: 'v:a', _rev: a, v: 2 }]);
  expect((await attentif.ecrire(BASE, [{ _id: 'v:a', _rev: a, v: 3 }])).map((l) => l.erreur)).toEqual(['conflict']);
  await ecrits(attentif, BASE, [{ _id: 'v:b', _rev: b, _deleted: true }]);
  revenir();
  expect(await ids(attentif)).toEqual(['v:a 2']);
});

test('[FL-1] nothing more is asked where nothing is missing', async () => {
  const { m } = await ouvrir();
  const demandes: string[] = [];
  const attentif = magasinAttentif(
    entourer(m, (o, faire) => {
      demandes.push(o.nom);
      return faire();
    }),
  );
  await ecrits(attentif, BASE, [{ _id: 'v:a', v: 1 }]);
  await lireFil(attentif);
  await attentif.plage(BASE, TOUT, 'avec');
  await attentif.parCles(BASE, ['v:a'], 'avec');
  await attentif.lire(BASE, 'v:a');
  expect(demandes).toEqual(['ecrire', 'changements', 'plage', 'parCles', 'lire']);
});

test('[FL-1] where there is one copy, its answer is the last: nothing is kept of what it named, nor asked again', async () => {
  const { m, partir, revenir } = await ouvrir();
  partir();
  const demandes: string[] = [];
  const autour = entourer(m, (o, faire) => {
    demandes.push(o.nom);
    return faire();
  });
  const seul = magasinAttentif({ ...autour, uneCopie: true });
  await ecrits(seul, BASE, [{ _id: 'v:a', v: 1 }]);
  expect((await seul.ecrire(BASE, [{ _id: 'v:a', v: 2 }])).map((l) => l.erreur)).toEqual(['conflict']);
  await lireFil(seul);
  revenir();
  // Shown by three copies, one of which lags, that it looks no further.
  expect(await ids(seul)).toEqual([]);
  expect(demandes).toEqual(['ecrire', 'ecrire', 'changements', 'plage']);
  seul.manquer(BASE, 'v:a');
  expect([...(seul.manquants().get(BASE) ?? [])]).toEqual(['v:a']);
  seul.reprendre(BASE);
  expect(seul.manquants().size).toBe(0);
});

test('[FL-1] what cannot be read even by the quorum is said, until it is there or the feed no longer names it', async () => {
  const { g, m, porte } = await ouvrir();
  // The one copy that has it told it, and went away.
  g.separer(2);
  porte.cote = 1;
  porte.prefere = 2;
  await ecrits(m, BASE, [{ _id: 'v:a', v: 1 }]);
  const attentif = magasinAttentif(m);
  await lireFil(attentif);
  g.reunir();
  g.partir(2);
  porte.cote = 0;
  porte.prefere = 0;
  expect(await ids(attentif)).toEqual([]);
  expect([...(attentif.manquants().get(BASE) ?? [])]).toEqual(['v:a']);
  attentif.reprendre(BASE);
  await lireFil(attentif);
  expect(await ids(attentif)).toEqual([]);
  expect(attentif.manquants().size).toBe(0);
  g.converger();
  await lireFil(attentif);
  expect(await ids(attentif)).toEqual(['v:a 1']);
});

test('[FL-1] whatever copy answers, what was named is shown at least as recent, or is said to be missing', async () => {
  for (let graine = 1; graine <= 12; graine++) {
    const { g, m, porte } = await ouvrir(graine);
    Object.assign(g, { retards: { ecriture: 0.5, ordre: 0, lecture: 0.7 }, cadence: 0.1 });
    const attentif = magasinAttentif(m);
    const { alea } = g;
    let depuis = '0';
    for (let n = 0; n < 60; n++) {
      porte.prefere = alea.entier(0, 2);
      const _id = `v:${alea.entier(0, 9)}`;
      const auteur = alea.chance(0.5) ? attentif : m;
      const la = await m.lire(BASE, _id);
      const suite = alea.chance(0.2) && la ? { _deleted: true } : { v: n };
      if (alea.chance(0.7)) await auteur.ecrire(BASE, [{ _id, ...(la ? { _rev: la._rev } : {}), ...suite }]);
      if (alea.chance(0.3)) {
        const page = await attentif.changements(BASE, { depuis, limite: alea.entier(1, 5) });
        depuis = page.seq;
        const vues = new Map((await attentif.plage(BASE, TOUT, 'sans')).map((l) => [l.id, l.rev]));
        const dites = attentif.manquants().get(BASE) ?? new Set();
        for (const l of page.lignes) {
          const vue = vues.get(l.id);
          if (dites.has(l.id)) continue;
          // Absent only where it is deleted.
          if (vue === undefined) expect((await attentif.parCles(BASE, [l.id], 'sans'))[0]?.supprime).toBe(true);
          else expect(plusAncienne(vue, l.rev)).toBe(false);
        }
      }
    }
  }
});

test('[FL-1] a page of which a row was deleted is filled up: short, it would be taken for the end', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  const ecrites = await ecrits(
    vrai,
    BASE,
    ['a', 'b', 'c', 'd'].map((_id) => ({ _id })),
  );
  // What is named as deleted is still shown by the copy that answers.
  const retarde = entourer(vrai, async (o, faire) => {
    if (o.nom !== 'plage') return faire();
    const lignes = (await faire()) as LignePlage[];
    return o.plage === '' ? [{ id: 'a', rev: ecrites[0] ?? '' }, ...lignes].slice(0, 2) : lignes;
  });
  const m = magasinAttentif(retarde);
  await ecrits(vrai, BASE, [{ _id: 'a', _rev: ecrites[0], _deleted: true }]);
  await m.changements(BASE, { depuis: '0', limite: 10 });
  const ids = async (p: object) => (await m.plage(BASE, { debut: '', fin: 'z', ...p }, 'sans')).map((l) => l.id);
  expect(await ids({ limite: 2 })).toEqual(['b', 'c']);
});
