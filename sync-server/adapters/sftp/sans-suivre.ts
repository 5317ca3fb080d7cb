import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FichierVu } from '../../ports/depot-distant';

// A folder where others write: what stands under a name may change between the moment it was listed and the one it is opened.

/** What a link points to, as far as we may see: what it says to do depends on it. */
export const genreDuLien = (chemin: string): Promise<NonNullable<FichierVu['lien']>> =>
  stat(chemin).then(
    (s) => (s.isDirectory() ? 'DOSSIER' : 'FICHIER'),
    () => 'FICHIER',
  );

const refuserLien = (e: NodeJS.ErrnoException): never => {
  // ELOOP is what Linux and macOS answer, EMLINK what FreeBSD does.
  if (e.code === 'ELOOP' || e.code === 'EMLINK') throw Object.assign(new Error('lien'), { code: 'LIEN' });
  throw e;
};

/** The file itself and no other: a link that took its place is refused (`LIEN`), and so is what is no file (`PAS_UN_FICHIER`). */
export const lireSansSuivre = async (chemin: string): Promise<Uint8Array> => {
  // Without O_NONBLOCK, a pipe put there would be waited for, for ever.
  const f = await open(chemin, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(refuserLien);
  try {
    if (!(await f.stat()).isFile()) throw Object.assign(new Error('pas un fichier'), { code: 'PAS_UN_FICHIER' });
    return await f.readFile();
  } finally {
    await f.close();
  }
};
