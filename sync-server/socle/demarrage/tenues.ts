import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

// [decision 0162] Which holdings of the store a folder knows: that of its last server, or of the one that it is a copy of. A folder that
// knows an older one, or none, has not what was sent and archived since.

/** Saved, restored and copied with the folder. */
const NOM = 'tenue';

export const lireTenues = async (dossier: string): Promise<string[]> => {
  const texte = await readFile(join(dossier, NOM), 'utf8').catch((e: NodeJS.ErrnoException) => {
    if (e.code === 'ENOENT') return '';
    throw e;
  });
  return texte.split(/\s+/).filter((t) => t !== '');
};

/** On the disk before the store is told: cut between the two, the folder knows both. */
export const ecrireTenues = async (dossier: string, tenues: readonly string[]): Promise<void> => {
  const temporaire = join(dossier, `.${NOM}-${randomUUID()}`);
  const f = await open(temporaire, 'wx', 0o600);
  try {
    await f.writeFile(tenues.map((t) => `${t}\n`).join(''));
    await f.sync();
  } finally {
    await f.close();
  }
  await rename(temporaire, join(dossier, NOM));
};
