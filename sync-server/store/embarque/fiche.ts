import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `DATA_DIR/magasin.json`: where the running embedded store is, credentials included (mode 0600). May be stale. */
export type Fiche = { readonly url: string; readonly pid?: number | undefined };

/** Exit status of a store that found another one at work on the same folder. */
export const ECHEC_DEJA_TENU = 3;
/** Said with a lease, by a store and nothing else: another program may have taken a dead store's port. */
export const ENTETE_DU_BAIL = 'x-magasin-bail';

const chemin = (dataDir: string): string => join(dataDir, 'magasin.json');

/** Which folder this is, wherever it was moved: a copy of it is another one, and must not write to the original's store. */
const identite = (dataDir: string): string => {
  const { dev, ino } = statSync(dataDir);
  return `${dev}:${ino}`;
};

/** Nothing when the file is absent, damaged or came with a copied folder: all mean that no store is known. */
export function lireFiche(dataDir: string): Fiche | undefined {
  try {
    const lue = JSON.parse(readFileSync(chemin(dataDir), 'utf8')) as {
      url?: unknown;
      pid?: unknown;
      dossier?: unknown;
    };
    if (typeof lue.url !== 'string' || !URL.canParse(lue.url)) return undefined;
    if (lue.dossier !== undefined && lue.dossier !== identite(dataDir)) return undefined;
    return { url: lue.url, pid: typeof lue.pid === 'number' ? lue.pid : undefined };
  } catch {
    return undefined;
  }
}

export function ecrireFiche(dataDir: string, fiche: Fiche): void {
  const provisoire = `${chemin(dataDir)}.${process.pid}`;
  writeFileSync(provisoire, `${JSON.stringify({ ...fiche, dossier: identite(dataDir) })}\n`, { mode: 0o600 });
  renameSync(provisoire, chemin(dataDir));
}

/** Removes it if it is still that process's. */
export function retirerFiche(dataDir: string, pid: number): void {
  if (lireFiche(dataDir)?.pid === pid) rmSync(chemin(dataDir), { force: true });
}
