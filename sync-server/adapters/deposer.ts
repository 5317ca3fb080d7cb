import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file in a folder that others read: whole or absent. Temporary name, fsync, rename. */
export const deposer = async (dossier: string, nom: string, contenu: string | Uint8Array): Promise<void> => {
  await mkdir(dossier, { recursive: true });
  const temporaire = join(dossier, `.${nom}.${process.pid}.tmp`);
  try {
    const f = await open(temporaire, 'w', 0o640);
    try {
      await f.writeFile(contenu);
      await f.sync();
    } finally {
      await f.close();
    }
    await rename(temporaire, join(dossier, nom));
  } catch (e) {
    await rm(temporaire, { force: true });
    throw e;
  }
};
