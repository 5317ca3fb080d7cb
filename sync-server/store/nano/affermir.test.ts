import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { magasinNano } from './nano';

// As a cluster answers with one node of three left: 202 to what is written, and 201 all the same to revisions that are given.

let minorite = true;
const envois: string[] = [];
const serveur = createServer(async (req, res) => {
  const morceaux: Buffer[] = [];
  for await (const m of req) morceaux.push(m as Buffer);
  const corps = Buffer.concat(morceaux).toString();
  const dire = (statut: number, dit: unknown) =>
    res.writeHead(statut, { 'content-type': 'application/json' }).end(JSON.stringify(dit));
  if (req.url?.includes('_bulk_get'))
    return dire(200, { results: [{ id: 'a', docs: [{ ok: { _id: 'a', _rev: '1-x' } }] }] });
  if (corps.includes('"new_edits":false')) {
    envois.push(corps);
    return dire(201, []);
  }
  return dire(minorite ? 202 : 201, [{ ok: true, id: '_local/quorum', rev: '0-1' }]);
});
beforeAll(() => new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret)));
afterAll(() => {
  serveur.closeAllConnections();
  return new Promise((fini) => serveur.close(fini));
});

test('revisions that are sent again are held by the quorum only where enough copies answer; the answer to them tells nothing', async () => {
  const m = magasinNano(`http://127.0.0.1:${(serveur.address() as AddressInfo).port}`);
  expect(await m.affermir('tg-central', ['a'])).toBe(false);
  expect(envois).toEqual([]);
  minorite = false;
  expect(await m.affermir('tg-central', ['a'])).toBe(true);
  expect(envois).toHaveLength(1);
});
