import { type AddressInfo, connect } from 'node:net';
import { setImmediate as tour } from 'node:timers/promises';
import fastify, { type FastifyReply } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import type { EtatService } from '#shared/contrats/exploitation/disponibilite';
import type { Instant } from '#shared/temps/types';
import { ouvrirFlux } from './flux';

const ETAT: EtatService = { svi: { etat: 'OK' }, pannes: [], vuLe: '2026-10-01T06:00:00Z' as Instant };

const ouverts: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const fermer of ouverts.splice(0)) await fermer();
});

/** One stream over real HTTP, for a browser that is a bare socket; who still listens to what. */
const ouvrir = async () => {
  const service = new Set<(e: EtatService) => void>();
  const abonnes = new Set<unknown>();
  let permis = true;
  let demander = (): void => undefined;
  const demandee = new Promise<void>((ok) => {
    demander = ok;
  });
  let accorder = (): void => undefined;
  const accordee = new Promise<void>((ok) => {
    accorder = ok;
  });
  let raw: FastifyReply['raw'] | undefined;
  let partis = 0;
  let quittes = 0;
  const app = fastify({ forceCloseConnections: true });
  app.get('/flux', (_req, reply) => {
    raw = reply.raw.once('close', () => {
      partis += 1;
    });
    return ouvrirFlux({
      reply,
      antenne: 'EST',
      diffusion: {
        abonner: async (_antenne, abonne) => {
          demander();
          await accordee;
          abonnes.add(abonne);
          return () => {
            quittes += 1;
            abonnes.delete(abonne);
          };
        },
        fermer: async () => undefined,
      },
      service: {
        etat: () => ETAT,
        abonner: (reagir) => {
          service.add(reagir);
          return () => service.delete(reagir);
        },
      },
      encoreAutorise: async () => permis,
      surOubli: () => () => undefined,
      prendrePlace: () => () => undefined,
      battementMs: 20,
    });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
  ouverts.push(async () => {
    socket.destroy();
    await app.close();
  });
  socket.write('GET /flux HTTP/1.1\r\nHost: x\r\n\r\n');
  await demandee;
  return {
    socket,
    service,
    abonnes,
    accorder,
    parti: () => partis > 0,
    quitte: () => quittes > 0 && service.size + abonnes.size === 0,
    /** What the network no longer takes. */
    enSouffrance: () => raw?.writableLength ?? 0,
    fini: () => raw?.writableEnded === true,
    retirer: () => {
      permis = false;
    },
  };
};

const attendre = async (fait: () => boolean): Promise<void> => {
  while (!fait()) await tour();
};

test('a browser that is told to go and does not read is cut off; what is said meanwhile harms nobody', async () => {
  const f = await ouvrir();
  f.socket.pause();
  f.accorder();
  await attendre(() => f.service.size === 1);
  const [dire] = f.service;
  // The end stays to be sent: the network takes nothing more.
  while (f.enSouffrance() < 100_000) {
    dire?.({ ...ETAT, vuLe: 'x'.repeat(100_000) as Instant });
    await tour();
  }
  f.retirer();
  await attendre(f.fini);
  dire?.(ETAT);
  await attendre(f.parti);
  await attendre(f.quitte);
  expect([f.service.size, f.abonnes.size]).toEqual([0, 0]);
});

test('a browser that left before its stream was ready leaves nothing behind', async () => {
  const f = await ouvrir();
  f.socket.destroy();
  await attendre(f.parti);
  f.accorder();
  await attendre(f.quitte);
  expect([f.service.size, f.abonnes.size]).toEqual([0, 0]);
});
