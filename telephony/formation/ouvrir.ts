import { randomBytes } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ecrireAtomique } from '../fichiers';
import { ouvrirAppelsFormation } from './appels';
import { routesFormation } from './routes';

type Options = Parameters<typeof ouvrirAppelsFormation>[0] & { dataDir: string };

/** The training telephone of this worker: its routes, and the file (0600) by which the server finds and opens them. */
export const ouvrirFormation = (app: FastifyInstance, { dataDir, ...options }: Options) => {
  const cle = randomBytes(32).toString('base64url');
  const fichier = join(dataDir, 'formation.json');
  const appels = ouvrirAppelsFormation(options);
  routesFormation(app, cle, appels);
  return {
    /** Once it listens. */
    annoncer: (): Promise<void> =>
      ecrireAtomique(fichier, JSON.stringify({ url: options.adresses().baseUrl, cle }), false),
    arreter: async (): Promise<void> => {
      await unlink(fichier).catch(() => undefined);
      await appels.arreter();
    },
  };
};
