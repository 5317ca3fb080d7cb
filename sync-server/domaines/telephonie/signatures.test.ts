import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { suivreSignatures } from './signatures';

let corps = '';
const svi = createServer((_req, rep) => rep.end(corps));
let adresse = '';
beforeAll(async () => {
  await new Promise<void>((ok) => svi.listen(0, '127.0.0.1', ok));
  adresse = `http://127.0.0.1:${(svi.address() as AddressInfo).port}`;
});
afterAll(() => {
  svi.close();
});

test('what the SVI refused since the last look is noted once; a worker that starts again counts from zero', async () => {
  const notees: unknown[] = [];
  const relever = suivreSignatures(() => adresse, { noter: (f) => notees.push(f.nombre) });
  for (const n of [0, 3, 3, 4, 2, 2]) {
    corps = JSON.stringify({ pret: true, signaturesRefusees: n });
    await relever();
  }
  expect(notees).toEqual([3, 1, 2]);
});

test('two workers behind one address count apart: what one refused is noted once, whoever answers', async () => {
  const notees: unknown[] = [];
  const relever = suivreSignatures(() => adresse, { noter: (f) => notees.push(f.nombre) });
  for (const [travailleur, signaturesRefusees] of [
    ['a', 10],
    ['b', 3],
    ['a', 10],
    ['b', 4],
  ]) {
    corps = JSON.stringify({ travailleur, signaturesRefusees });
    await relever();
  }
  expect(notees).toEqual([10, 3, 1]);
});

test.each(['', 'pas du JSON', '{}', '{"signaturesRefusees":-1}', '{"signaturesRefusees":"3"}'])(
  'an answer that says nothing notes nothing: « %s »',
  async (reponse) => {
    const notees: unknown[] = [];
    corps = reponse;
    await suivreSignatures(() => adresse, { noter: (f) => notees.push(f) })();
    expect(notees).toEqual([]);
  },
);

test('no SVI, or one that does not answer, is no failure', async () => {
  const registre = { noter: () => expect.unreachable() };
  await suivreSignatures(() => undefined, registre)();
  await suivreSignatures(() => 'http://127.0.0.1:1', registre)();
});
