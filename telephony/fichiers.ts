import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a directory's entries (a creation, a renaming) durable. */
export const fsyncDossier = async (dossier: string): Promise<void> => {
  const d = await open(dossier, 'r');
  try {
    await d.sync();
  } finally {
    await d.close();
  }
};

const remplacer = async (chemin: string, contenu: string, durable: boolean): Promise<void> => {
  const provisoire = `${chemin}.${process.pid}.tmp`;
  const f = await open(provisoire, 'w', 0o600);
  try {
    await f.writeFile(contenu);
    if (durable) await f.datasync();
  } finally {
    await f.close();
  }
  await rename(provisoire, chemin);
  if (durable) await fsyncDossier(dirname(chemin));
};

const enCours = new Map<string, Promise<void>>();

/**
 * Replaces a file whole or not at all, whatever the moment of a crash; readable by its owner only. One after the other for a file:
 * the last asked is what it holds.
 */
export const ecrireAtomique = (chemin: string, contenu: string, durable = true): Promise<void> => {
  const avant = enCours.get(chemin)?.catch(() => undefined);
  const ecriture = (avant ?? Promise.resolve())
    .then(() => remplacer(chemin, contenu, durable))
    .finally(() => {
      if (enCours.get(chemin) === ecriture) enCours.delete(chemin);
    });
  enCours.set(chemin, ecriture);
  return ecriture;
};
