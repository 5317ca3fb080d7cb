import { expect, test } from 'vitest';
import { ecrireTout } from '../ecrire';
import { insister } from '../grappe/insister';
import { direJson, lireCorps, serveurDEssai } from '../testing/serveur-dessai';
import { magasinNano } from './nano';

// As CouchDB 3.5.2 answers a batch whose shards did not write in its own delay: 500, with the rows; what was late is written after,
// and refused as there already when it is sent again.

type Doc = { _id: string; _rev?: string; v: number };
const ecrits = new Map<string, Doc & { _rev: string }>();
const enRetard: Doc[] = [];
const envois: string[][] = [];
const ecrire = (d: Doc): string => {
  ecrits.set(d._id, { ...d, _rev: `1-${d._id}` });
  return `1-${d._id}`;
};
const unLot = (docs: Doc[]): [number, object[]] => {
  envois.push(docs.map((d) => d._id));
  for (const d of enRetard.splice(0)) ecrire(d);
  if (envois.length > 1)
    return [
      201,
      docs.map((d) =>
        ecrits.has(d._id)
          ? { id: d._id, error: 'conflict', reason: 'Document update conflict.' }
          : { ok: true, id: d._id, rev: ecrire(d) },
      ),
    ];
  const [a, ...reste] = docs;
  enRetard.push(...reste);
  return [
    500,
    [
      ...(a ? [{ ok: true, id: a._id, rev: ecrire(a) }] : []),
      ...reste.map((d) => ({ id: d._id, error: 'error', reason: 'internal_server_error' })),
    ],
  ];
};

const greffes: string[][] = [];
/** Revisions as they are: a row only for what was not written. */
const uneGreffe = (docs: Doc[]): [number, object[]] => {
  greffes.push(docs.map((d) => d._id));
  if (greffes.length > 1) return [201, []];
  return [500, docs.slice(1).map((d) => ({ id: d._id, rev: d._rev, error: 'error', reason: 'internal_server_error' }))];
};

const adresse = serveurDEssai(async (req, res) => {
  const demande = JSON.parse(await lireCorps(req)) as {
    docs?: Doc[];
    keys?: string[];
    new_edits?: boolean;
  };
  const { docs = [], keys = [] } = demande;
  const [statut, dit] = req.url?.endsWith('/_bulk_docs')
    ? (demande.new_edits === false ? uneGreffe : unLot)(docs)
    : [
        200,
        {
          rows: keys.map((key) => {
            const doc = ecrits.get(key);
            return doc ? { id: key, key, value: { rev: doc._rev }, doc } : { key, error: 'not_found' };
          }),
        },
      ];
  direJson(res, statut, dit);
});

test('[MAG-15] a batch that the store did not write in its delay is written once, what was late is not a conflict', async () => {
  const m = magasinNano(adresse());
  const tenace = insister(m, async () => undefined);
  const docs = ['a', 'b', 'c'].map((_id, v) => ({ _id, v }));
  expect(await ecrireTout(tenace, 'base', docs)).toEqual(docs.map((d) => ({ id: d._id, rev: `1-${d._id}` })));
  expect(envois).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
});

test('[MAG-15] what is restored and was not written in that delay is sent again, whole: what is known changes nothing', async () => {
  const m = magasinNano(adresse());
  const textes = ['a', 'b'].map((_id) => JSON.stringify({ _id, _rev: `1-${_id}` }));
  await insister(m, async () => undefined).bruts.greffer('base', textes);
  expect(greffes).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});
