import { expect, test } from 'vitest';
import { direJson, lireCorps, serveurDEssai } from '../testing/serveur-dessai';
import { magasinNano } from './nano';

// As a cluster answers with one node of three left: 202 to what is written, and 201 all the same to revisions that are given.

let minorite = true;
/** Two ranges of shards, the second of which has one copy left. */
let plageSeule = false;
const plageDe = (id: string): string => (id === '_local/quorum-2' ? '80000000-ffffffff' : '00000000-7fffffff');
const demandes: string[] = [];
/** After so many writes of the document that tells, a node is lost. */
let sondesAvantPerte = Number.POSITIVE_INFINITY;
const envois: string[] = [];
const ABSENTE = { error: { rev: 'undefined', error: 'not_found', reason: 'missing' } };
const COPIES: Record<string, object[]> = {
  a: [{ ok: { _id: 'a', _rev: '1-x' } }],
  efface: [{ ok: { _id: 'efface', _rev: '2-x', _deleted: true } }],
  refuse: [{ ok: { _id: 'refuse', _rev: '1-x' } }],
  muet: [{ error: { rev: 'undefined', error: 'timeout' } }],
};
/** A node is closed: what it says comes out instead of what the two others have, so many times. */
let muets = 0;
const FERME = { error: { rev: 'undefined', error: 'internal_fabric_error', reason: 'maintenance_mode' } };
const INCONNUS = { fermes: [], introuvables: [] };
const adresse = serveurDEssai(async (req, res) => {
  const corps = await lireCorps(req);
  const dire = (statut: number, dit: unknown) => direJson(res, statut, dit);
  demandes.push(req.url ?? '');
  const sonde = /_shards(?:\/(.*))?$/.exec(req.url ?? '');
  if (sonde)
    return sonde[1] === undefined
      ? dire(200, { shards: { '80000000-ffffffff': ['n1'], '00000000-7fffffff': ['n1', 'n2', 'n3'] } })
      : dire(200, { range: plageDe(decodeURIComponent(sonde[1])), nodes: [] });
  if (req.url?.includes('_bulk_get'))
    return dire(200, {
      results: (JSON.parse(corps) as { docs: { id: string }[] }).docs.map(({ id }) => ({
        id,
        docs: muets-- > 0 ? [FERME] : (COPIES[id] ?? [ABSENTE]),
      })),
    });
  if (corps.includes('"new_edits":false')) {
    envois.push(corps);
    return dire(201, corps.includes('"refuse"') ? [{ id: 'refuse', rev: '1-x', error: 'forbidden' }] : []);
  }
  if (sondesAvantPerte-- <= 0) minorite = true;
  const { docs } = JSON.parse(corps) as { docs: { _id: string }[] };
  const sansQuorum = minorite || (plageSeule && docs.some((d) => plageDe(d._id).startsWith('8')));
  return dire(
    sansQuorum ? 202 : 201,
    docs.map((d) => ({ ok: true, id: d._id, rev: '0-1' })),
  );
});

const ouvrir = () => magasinNano(adresse());

test('revisions that are sent again are held by the quorum only where enough copies answer; the answer to them tells nothing', async () => {
  expect(await ouvrir().affermir('tg-central', ['a'])).toEqual(INCONNUS);
  expect(envois).toEqual([]);
  minorite = false;
  expect(await ouvrir().affermir('tg-central', ['a'])).toEqual({ fermes: ['a'], introuvables: [] });
  expect(envois).toHaveLength(1);
});

test('a node is lost while they are sent: they are not held', async () => {
  minorite = false;
  sondesAvantPerte = 1;
  const avant = envois.length;
  expect(await ouvrir().affermir('tg-central', ['a', 'absent'])).toEqual(INCONNUS);
  expect(envois).toHaveLength(avant + 1);
  sondesAvantPerte = Number.POSITIVE_INFINITY;
});

test('each is answered for itself: one that no copy has, or that is refused, is not held for the others that are; the mark of a deletion is', async () => {
  minorite = false;
  expect(await ouvrir().affermir('tg-central', ['a', 'absent', 'efface', 'refuse', 'muet'])).toEqual({
    fermes: ['a', 'efface'],
    introuvables: ['absent'],
  });
  expect(await ouvrir().affermir('tg-central', ['absent'])).toEqual({ fermes: [], introuvables: ['absent'] });
});

test('[MAG-13] each range of shards has its copies: one that has lost them proves nothing for what is in another, nor the other for it', async () => {
  minorite = false;
  plageSeule = true;
  const m = ouvrir();
  expect(await m.affermir('tg-central', ['a'])).toEqual(INCONNUS);
  plageSeule = false;
  const avant = demandes.length;
  expect(await m.affermir('tg-central', ['a'])).toEqual({ fermes: ['a'], introuvables: [] });
  // Which document falls in which range is asked once.
  expect(demandes.slice(avant)).toEqual([
    '/tg-central/_shards',
    '/tg-central/_bulk_docs',
    '/tg-central/_bulk_get?revs=true',
    '/tg-central/_bulk_docs',
    '/tg-central/_bulk_docs',
  ]);
});

test('[MAG-13] the error of a node that is closed is no answer: it is asked again, and what the others have is held', async () => {
  minorite = false;
  muets = 7;
  expect(await ouvrir().affermir('tg-central', ['a', 'absent'])).toEqual({ fermes: ['a'], introuvables: ['absent'] });
  // Nothing else comes: nothing is known, as before.
  muets = 100;
  expect(await ouvrir().affermir('tg-central', ['a', 'absent'])).toEqual(INCONNUS);
  muets = 0;
});
