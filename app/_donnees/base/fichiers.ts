// OPFS: files of this PC. One that is removed is gone from the disk as any file is, where IndexedDB and localStorage keep for a time the
// bytes of what was removed.

export const dossier = async (): Promise<FileSystemDirectoryHandle | undefined> => {
  try {
    return await navigator.storage.getDirectory();
  } catch {
    // Private windows of some browsers have none: what would be there is done without.
    return undefined;
  }
};

type Dossier = Pick<FileSystemDirectoryHandle, 'removeEntry' | 'getFileHandle'>;

const oter = async (racine: Dossier, nom: string): Promise<boolean> => {
  try {
    await racine.removeEntry(nom);
    return true;
  } catch (e) {
    return e instanceof DOMException && e.name === 'NotFoundError';
  }
};

const vider = async (racine: Dossier, nom: string): Promise<boolean> => {
  try {
    await (await (await racine.getFileHandle(nom)).createWritable()).close();
    return true;
  } catch (e) {
    return e instanceof DOMException && e.name === 'NotFoundError';
  }
};

/** Whether nothing of it can be read here any more: one that will not go, being held a moment, is tried again, or emptied. */
export const retirer = async (racine: Dossier, nom: string): Promise<boolean> => {
  if ((await oter(racine, nom)) || (await oter(racine, nom))) return true;
  const vide = await vider(racine, nom);
  return (await oter(racine, nom)) || vide;
};

/** Names of the files that this PC has. */
export const nomsDesFichiers = async (): Promise<string[]> => {
  const noms: string[] = [];
  for await (const nom of (await dossier())?.keys() ?? []) noms.push(nom);
  return noms;
};

/** Whether all of them went. */
export const effacerFichiers = async (aEffacer: (nom: string) => boolean): Promise<boolean> => {
  const racine = await dossier();
  if (!racine) return true;
  try {
    const noms = (await nomsDesFichiers()).filter(aEffacer);
    const partis: boolean[] = [];
    for (const nom of noms) partis.push(await retirer(racine, nom));
    return !partis.includes(false);
  } catch {
    return false;
  }
};
