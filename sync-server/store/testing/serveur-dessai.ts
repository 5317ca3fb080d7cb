import { createServer, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

// For tests: what answers in the store's place, or stands before it, on this machine.

export type ServeurDEssai = { port: number; fermer: () => Promise<void> };

export const ouvrirServeurDEssai = async (repondre: RequestListener): Promise<ServeurDEssai> => {
  const serveur = createServer(repondre);
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const fermer = (): Promise<void> =>
    new Promise((fini) => {
      serveur.close(() => fini());
      serveur.closeAllConnections();
    });
  return { port: (serveur.address() as AddressInfo).port, fermer };
};

/** One for all the tests of a file: its address, once they run. */
export const serveurDEssai = (repondre: RequestListener): (() => string) => {
  let ouvert: ServeurDEssai | undefined;
  beforeAll(async () => {
    ouvert = await ouvrirServeurDEssai(repondre);
  });
  afterAll(() => ouvert?.fermer());
  return () => `http://127.0.0.1:${ouvert?.port}`;
};

export const lireCorps = async (req: IncomingMessage): Promise<string> => {
  const morceaux: Buffer[] = [];
  for await (const m of req) morceaux.push(m as Buffer);
  return Buffer.concat(morceaux).toString();
};

export const direJson = (res: ServerResponse, statut: number, dit: unknown): unknown =>
  res.writeHead(statut, { 'content-type': 'application/json' }).end(JSON.stringify(dit));

/** To the store behind, and its answer as it comes; `path`: as it is asked for there. */
export const relayer = (
  { hostname, port }: URL,
  q: IncomingMessage,
  reponse: ServerResponse,
  path: string = q.url ?? '/',
): void => {
  const { method, headers } = q;
  const vers = request({ hostname, port, method, headers, path }, (s) => {
    reponse.writeHead(s.statusCode ?? 502, s.headers);
    // Headers at once: a feed may have nothing to say for long.
    reponse.flushHeaders();
    s.pipe(reponse);
  });
  vers.on('error', () => reponse.destroy());
  reponse.on('close', () => vers.destroy());
  q.pipe(vers);
};
