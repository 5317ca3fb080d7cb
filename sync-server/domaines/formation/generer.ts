import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Instant, Mois } from '#shared/temps/types';
import { genererService } from '#shared/testing/generateur/generer';
import { type NomTaille, TAILLES } from '#shared/testing/generateur/tailles';

export type CommandeGenerer = {
  vers: string;
  graine: number;
  /** At least one. */
  mois: readonly Mois[];
  taille: NomTaille;
  jusqua?: Instant | undefined;
  /** With corrections that the import refuses. */
  refusees?: boolean | undefined;
};

/** Writes the files of an invented service into an empty folder: same seed, same bytes. */
export const generer = async (c: CommandeGenerer): Promise<Resultat<{ dossier: string; fichiers: string[] }>> => {
  if (c.mois.length === 0) return refuser('MOIS_ABSENT', 'Donner au moins un mois, par exemple --mois 2026-10.');
  if (!Number.isSafeInteger(c.graine) || c.graine < 0)
    return refuser('GRAINE', 'La graine est un nombre entier positif, par exemple --graine 1.');
  await mkdir(c.vers, { recursive: true });
  if ((await readdir(c.vers)).length > 0)
    return refuser(
      'DOSSIER_OCCUPE',
      `Le dossier ${c.vers} n’est pas vide : en donner un autre, pour ne rien y écraser.`,
    );
  const mois = [...new Set(c.mois)].sort();
  const { graine, jusqua, refusees } = c;
  const { fichiers } = genererService({ graine, mois, taille: TAILLES[c.taille], jusqua, refusees });
  for (const { nom, contenu } of fichiers) await writeFile(join(c.vers, nom), contenu);
  return { ok: true, valeur: { dossier: c.vers, fichiers: fichiers.map((f) => f.nom) } };
};
