import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many requests were answered by each status, by the processes that `compter.mjs` was loaded into. */
export const lireComptes = (dossier: string): Map<string, number> => {
  const comptes = new Map<string, number>();
  for (const f of readdirSync(dossier))
    for (const statut of readFileSync(join(dossier, f), 'utf8').match(/\d+/g) ?? [])
      comptes.set(statut, (comptes.get(statut) ?? 0) + 1);
  return comptes;
};
