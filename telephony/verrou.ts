import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as delai } from 'node:timers/promises';
import { z } from 'zod';

/** How long a worker that gives way may take to answer its last requests and close its journal. */
const CESSION_MAX_MS = 20_000;
const ESSAI_MS = 100;
/** One that holds the lock and says nothing for that long is asked again, until it has had its time to give way. */
const REPONSE_MAX_MS = 1_000;

const reponse = z.object({ pid: z.number(), cede: z.boolean() });
type Occupant = z.infer<typeof reponse>;

const occupe = (e: unknown): boolean => e instanceof Error && 'code' in e && e.code === 'EADDRINUSE';

/** Who holds the lock, and whether it gives way; undefined where it has just gone. */
const frapper = (adresse: string): Promise<Occupant | undefined> =>
  new Promise((resolve) => {
    let lu = '';
    const s = connect(adresse);
    s.setEncoding('utf8');
    s.on('data', (d) => {
      lu += String(d);
    });
    s.setTimeout(REPONSE_MAX_MS, () => s.destroy());
    s.on('error', () => resolve(undefined));
    s.on('close', () => {
      try {
        resolve(reponse.parse(JSON.parse(lu)));
      } catch {
        resolve(undefined);
      }
    });
  });

/**
 * One worker for a data folder: two would write in one journal. The lock is an abstract socket, which the system gives
 * back by itself at the death of the process, SIGKILL included (no stale file to recognise). Whoever finds it taken
 * knocks: a worker whose service has died goes on taking calls until then, and gives way to the next service's.
 */
export const verrouiller = async (
  dossier: string,
  ceder: () => boolean = () => false,
): Promise<() => Promise<void>> => {
  const empreinte = createHash('sha256')
    .update(await realpath(dossier))
    .digest('hex')
    .slice(0, 32);
  const adresse = `\0telegestion-svi-${empreinte}`;

  const prendre = (): Promise<Server> =>
    new Promise((reussir, echouer) => {
      const serveur = createServer((s) => s.end(JSON.stringify({ pid: process.pid, cede: ceder() })));
      serveur.once('error', echouer);
      serveur.listen(adresse, () => reussir(serveur));
    });

  const fin = Date.now() + CESSION_MAX_MS;
  for (;;) {
    try {
      const serveur = await prendre();
      serveur.unref();
      return () => new Promise((r) => serveur.close(() => r()));
    } catch (e) {
      if (!occupe(e)) throw e;
      const occupant = await frapper(adresse);
      if ((occupant && !occupant.cede) || Date.now() > fin) {
        const qui = occupant ? ` (processus ${occupant.pid})` : '';
        throw new Error(
          `un SVI tourne déjà sur le dossier ${dossier}${qui} et continue de prendre les appels : l’arrêter, ou donner un autre DATA_DIR`,
        );
      }
      await delai(ESSAI_MS);
    }
  }
};
