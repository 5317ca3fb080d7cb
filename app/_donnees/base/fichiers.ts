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

export const effacerFichiers = async (aEffacer: (nom: string) => boolean): Promise<void> => {
  const racine = await dossier();
  if (!racine) return;
  for await (const nom of racine.keys()) {
    if (aEffacer(nom)) await racine.removeEntry(nom).catch(() => undefined);
  }
};
