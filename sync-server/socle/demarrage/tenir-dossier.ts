import { createHash, randomUUID } from 'node:crypto';
import { mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { ErreurConfig } from '../../config';

/** As the system says it, and as whoever starts the service is told. */
const raisonDe = (e: unknown): string => {
  const { code } = e as NodeJS.ErrnoException;
  if (code === 'EROFS') return 'le disque est en lecture seule';
  if (code === 'ENOSPC') return 'le disque est plein';
  return `le compte « ${userInfo().username} » ne peut pas y écrire${code === undefined ? '' : ` (${code})`}`;
};

/** The folder of the data, there and written to, by its real path; throws a sentence that says what to do. */
const eprouver = async (dossier: string): Promise<string> => {
  const la = await stat(dossier).catch(() => undefined);
  if (la && !la.isDirectory())
    throw new ErreurConfig(
      `DATA_DIR : « ${dossier} » est un fichier, il faut un dossier. Donnez-en un autre, ou déplacez ce fichier.`,
    );
  const essai = join(dossier, `.essai-${randomUUID()}`);
  try {
    await mkdir(dossier, { recursive: true, mode: 0o700 });
    await writeFile(essai, 'essai', { mode: 0o600 });
    await rm(essai);
    return await realpath(dossier);
  } catch (e) {
    await rm(essai, { force: true }).catch(() => undefined);
    throw new ErreurConfig(
      `DATA_DIR : rien ne s’écrit dans « ${dossier} », ${raisonDe(e)}. Donnez ce dossier au compte du service (install -d -o <compte> -g <compte> -m 0700 « ${dossier} »), ou un autre dans DATA_DIR.`,
    );
  }
};

/**
 * Holds the folder for one service, until what it gives is called or the process ends, however it ends. What holds it is a name that
 * only Linux's kernel knows, and forgets with the process: no file is left behind by a machine that loses its power. Elsewhere (a
 * developer's machine), nothing holds it.
 */
export const tenirDossier = async (dataDir: string): Promise<() => Promise<void>> => {
  const dossier = await eprouver(resolve(dataDir));
  if (process.platform !== 'linux') return async () => undefined;
  const nom = `\0telegestion-service-${createHash('sha256').update(dossier).digest('hex')}`;
  const teneur = createServer((c) => c.destroy());
  await new Promise<void>((ok, non) => {
    teneur.once('error', (e: NodeJS.ErrnoException) =>
      non(
        e.code === 'EADDRINUSE'
          ? new ErreurConfig(
              `Un service tourne déjà sur « ${dossier} » : deux y écriraient les mêmes fichiers. Arrêtez-le (systemctl stop telegestion, ou Ctrl-C dans son terminal), ou donnez un autre dossier dans DATA_DIR.`,
            )
          : e,
      ),
    );
    teneur.listen(nom, ok);
  });
  teneur.unref();
  return () => new Promise((fini) => teneur.close(() => fini()));
};
