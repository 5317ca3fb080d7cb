import { expect, test } from 'vitest';
import { deposerLot, ecrireTout } from '../ecrire';
import { erreurMagasin } from '../erreurs';
import { magasinMemoire } from '../memoire/memoire';
import { entourer } from '../testing/entourer';
import { DELAIS_MS, insister } from './insister';

const BASE = 'tg-essai';

/** A store that loses the connection at these operations, counted from 1: before they are done, or once they are. */
const perdante = async (pertes: ReadonlyMap<number, 'avant' | 'apres'>) => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  const attentes: number[] = [];
  let n = 0;
  const m = insister(
    entourer(vrai, async (_, faire) => {
      n += 1;
      const perte = pertes.get(n);
      const erreur = Object.assign(new Error('connexion au magasin : ECONNRESET'), { scope: 'socket' });
      if (perte === 'avant') throw erreur;
      const r = await faire();
      if (perte === 'apres') throw erreur;
      return r;
    }),
    async (ms) => {
      attentes.push(ms);
    },
  );
  return { m, vrai, attentes };
};

test.each(['avant', 'apres'] as const)(
  '[MAG-15] a batch whose connection is lost (%s it was written) is written once, and its revisions are given',
  async (quand) => {
    const { m, vrai, attentes } = await perdante(new Map([[2, quand]]));
    const [a] = await ecrireTout(m, BASE, [{ _id: 'a', v: 1 }]);
    const ecrits = await deposerLot(m, BASE, [
      { _id: 'a', _rev: a?.rev, v: 2 },
      { _id: 'b', v: 1 },
      { _id: 'c', v: 1 },
    ]);
    expect(ecrits.map((d) => 'rev' in d && d.rev.slice(0, 2))).toEqual(['2-', '1-', '1-']);
    expect((await vrai.plage(BASE, { debut: '', fin: 'z' }, 'avec')).map((l) => [l.rev, l.doc?.v])).toEqual(
      ecrits.map((d, i) => ['rev' in d ? d.rev : '', i === 0 ? 2 : 1]),
    );
    expect(attentes).toEqual([DELAIS_MS[0]]);
  },
);

test.each(['timeout', 'nodedown'])(
  '[MAG-15] rows of a batch that too few nodes answered for in time (%s) are sent again, they alone, written or not',
  async (erreur) => {
    const vrai = magasinMemoire();
    await vrai.creerBase(BASE);
    const envois: (string | undefined)[][] = [];
    const m = insister(
      {
        ...vrai,
        ecrire: async (base, docs) => {
          envois.push(docs.map((d) => (d as { _id?: string })._id));
          if (envois.length > 1) return vrai.ecrire(base, docs);
          // « b » is written, though too few said so; « c » is not.
          const [a, b] = await vrai.ecrire(base, docs.slice(0, 2));
          return [a, { id: b?.id ?? '', erreur }, { id: 'c', erreur }].flatMap((l) => l ?? []);
        },
      },
      async () => undefined,
    );
    const ecrits = await ecrireTout(m, BASE, [
      { _id: 'a', v: 1 },
      { _id: 'b', v: 1 },
      { _id: 'c', v: 1 },
    ]);
    expect(ecrits.map((d) => d.rev.slice(0, 2))).toEqual(['1-', '1-', '1-']);
    expect(envois).toEqual([['a', 'b', 'c'], ['c']]);
  },
);

test('[MAG-15] a deletion whose answer is lost is not taken for a conflict; what another wrote meanwhile is one', async () => {
  const { m, vrai } = await perdante(
    new Map([
      [2, 'apres'],
      [4, 'avant'],
    ]),
  );
  const [a] = await ecrireTout(m, BASE, [{ _id: 'a', v: 1 }]);
  expect(await deposerLot(m, BASE, [{ _id: 'a', _rev: a?.rev, _deleted: true }])).toEqual([
    { id: 'a', rev: expect.stringMatching(/^2-/) },
  ]);
  await vrai.ecrire(BASE, [{ _id: 'b', v: 'd’un autre' }]);
  expect(await deposerLot(m, BASE, [{ _id: 'b', v: 1 }])).toEqual([{ id: 'b', conflit: true }]);
  expect((await vrai.lire(BASE, 'b'))?.v).toBe('d’un autre');
});

test('[MAG-15] it gives up after the last try, and never insists on what the store refuses', async () => {
  const toujours = await perdante(new Map(Array.from({ length: 20 }, (_, i) => [i + 1, 'avant' as const])));
  await expect(toujours.m.lire(BASE, 'a')).rejects.toMatchObject({ scope: 'socket' });
  expect(toujours.attentes).toEqual(DELAIS_MS);
  let essais = 0;
  const refusant = insister(
    entourer(magasinMemoire(), async () => {
      essais += 1;
      throw erreurMagasin(401, 'unauthorized', 'x');
    }),
    async () => undefined,
  );
  await expect(refusant.bases()).rejects.toMatchObject({ statusCode: 401 });
  expect(essais).toBe(1);
});

test.each([
  [500, 'timeout', 'The request could not be processed in a reasonable amount of time.'],
  [412, 'nodedown', 'progress not possible'],
  [500, 'internal_server_error', 'No DB shards could be opened.'],
])('[MAG-15] what a cluster cannot answer in time is asked again (%s %s)', async (statut, mot, raison) => {
  let essais = 0;
  const m = insister(
    entourer(magasinMemoire(), async (_, faire) => {
      essais += 1;
      if (essais < 3) throw erreurMagasin(statut, mot, raison);
      return faire();
    }),
    async () => undefined,
  );
  expect(await m.bases()).toEqual([]);
  expect(essais).toBe(3);
});
