import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * One worker for a data folder: two would write in one journal. The lock is an abstract socket, which the system gives
 * back by itself at the death of the process, SIGKILL included (no stale file to recognise).
 */
export const verrouiller = async (dossier: string): Promise<() => Promise<void>> => {
  const empreinte = createHash('sha256')
    .update(await realpath(dossier))
    .digest('hex')
    .slice(0, 32);
  const serveur = createServer((s) => s.destroy());
  await new Promise<void>((reussir, echouer) => {
    serveur.once('error', (e: NodeJS.ErrnoException) =>
      echouer(
        e.code === 'EADDRINUSE'
          ? new Error(`un SVI tourne déjà sur le dossier ${dossier} : l’arrêter, ou donner un autre DATA_DIR`)
          : e,
      ),
    );
    serveur.listen(`\0telegestion-svi-${empreinte}`, reussir);
  });
  serveur.unref();
  return () => new Promise((r) => serveur.close(() => r()));
};
