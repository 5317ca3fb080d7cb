import { expect, test } from 'vitest';
import { insister } from '../grappe/insister';
import { direJson, lireCorps, serveurDEssai } from '../testing/serveur-dessai';
import { magasinNano } from './nano';

// What a store, or what stands before it, may answer to a batch besides what CouchDB does.

type Doc = { _id: string; _rev: string; v: number };
/** Answers to the batches, in order. */
const reponses: [number, object][] = [];
/** What is there, whoever wrote it. */
const presents = new Map<string, Doc>();

const adresse = serveurDEssai(async (req, res) => {
  const { keys = [] } = JSON.parse(await lireCorps(req)) as { keys?: string[] };
  const rangees = keys.map((key) => {
    const doc = presents.get(key);
    return doc ? { id: key, key, value: { rev: doc._rev }, doc } : { key, error: 'not_found' };
  });
  const [statut, dit] = req.url?.endsWith('/_bulk_docs') ? (reponses.shift() ?? [404, {}]) : [200, { rows: rangees }];
  direJson(res, statut, dit);
});
const ouvrir = () => magasinNano(adresse());

test.each<[string, number, object]>([
  ['a fault that names no row', 500, []],
  ['a refusal with a list', 417, [{ id: 'a', error: 'forbidden', reason: 'x' }]],
])('[MAG-15] %s is no answer of what was written', async (_, statut, dit) => {
  const texte = JSON.stringify({ _id: 'a', _rev: '1-a' });
  reponses.push([statut, dit], [statut, dit]);
  await expect(ouvrir().bruts.greffer('base', [texte])).rejects.toThrow();
  await expect(ouvrir().ecrire('base', [{ _id: 'a' }])).rejects.toThrow();
});

test('[MAG-15] a list of fewer rows than the batch has is as an answer that is cut', async () => {
  reponses.push([201, [{ ok: true, id: 'b', rev: '1-b' }]]);
  await expect(ouvrir().ecrire('base', [{ _id: 'a' }, { _id: 'b' }])).rejects.toThrow('coupée');
});

test('[MAG-15] what was refused as there already when it was first sent is not ours, however equal', async () => {
  presents.set('a', { _id: 'a', _rev: '1-autre', v: 1 });
  const refus = { id: 'a', error: 'conflict', reason: 'Document update conflict.' };
  reponses.push(
    [500, [refus, { id: 'b', error: 'error', reason: 'internal_server_error' }]],
    [201, [{ ok: true, id: 'b', rev: '1-b' }]],
  );
  const docs = [
    { _id: 'a', v: 1 },
    { _id: 'b', v: 2 },
  ];
  const [a, b] = await insister(ouvrir(), async () => undefined).ecrire('base', docs);
  expect(a?.erreur).toBe('conflict');
  expect(b?.rev).toBe('1-b');
});
