import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { appeler } from './api';

let reponse: Response;
beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  vi.stubGlobal('fetch', async () => reponse);
});
afterEach(() => vi.unstubAllGlobals());

const refus = (): Promise<unknown> => appeler('/api/session').catch((e: unknown) => e);

it('what a filter on the way refuses, with a page of its own, is not told as the server’s refusal of an antenna', async () => {
  reponse = new Response('<html>Accès bloqué par la politique du réseau</html>', { status: 403 });
  expect(await refus()).toMatchObject({ statut: 403, code: 'HTTP_403', message: expect.stringMatching(/^Un filtre/) });
});

it('what the server refuses is told in its own words', async () => {
  reponse = Response.json({ code: 'ANTENNE', message: 'Cette antenne n’est pas la vôtre.' }, { status: 403 });
  expect(await refus()).toMatchObject({ statut: 403, code: 'ANTENNE', message: 'Cette antenne n’est pas la vôtre.' });
});
