import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';

/** Which worker this is, by its machine and its folder, the same after a restart: behind a balancer its health is told from another's. */
export const marqueTravailleur = (dossier: string): string =>
  createHash('sha256')
    .update(`${hostname()}\n${resolve(dossier)}`)
    .digest('hex')
    .slice(0, 12);
