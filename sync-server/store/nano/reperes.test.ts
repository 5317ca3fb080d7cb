import { expect, test } from 'vitest';
import { direJson, serveurDEssai } from '../testing/serveur-dessai';
import { magasinNano } from './nano';

const demandes: URLSearchParams[] = [];
const adresse = serveurDEssai((req, res) => {
  const q = new URL(req.url ?? '/', 'http://magasin').searchParams;
  demandes.push(q);
  const seq = q.get('seq_interval') === '1' || !q.has('seq_interval') ? '7-x' : null;
  const page = { results: [{ seq, id: 'a', changes: [{ rev: '1-a' }] }], last_seq: '7-x', pending: 0 };
  direJson(res, 200, page);
});
const magasin = () => magasinNano(adresse());

const ligne = { id: 'a', rev: '1-a', supprime: false };
const signal = new AbortController().signal;

test('a page asks for one sequence, its own; a page of rows to stop at, for that of each; of no row, for none', async () => {
  const m = magasin();
  demandes.length = 0;
  expect((await m.changements('b', { depuis: '0', limite: 500 })).lignes).toEqual([ligne]);
  expect((await m.attendre('b', { depuis: '0', limite: 500, dureeMs: 10, signal })).lignes).toEqual([ligne]);
  const { lignes } = await m.changementsReperes('b', { depuis: '0', limite: 500 });
  expect(lignes).toEqual([{ ...ligne, seq: '7-x' }]);
  await m.changements('b', { depuis: '0', limite: 0 });
  expect(demandes.map((q) => q.get('seq_interval'))).toEqual(['500', '500', null, null]);
});
