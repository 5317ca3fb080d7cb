import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lireNomFichier } from '#shared/formats/nom-fichier';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { genreDuLien } from '../../../adapters/sftp/sans-suivre';
import type { FichierVu } from '../../../ports/depot-distant';
import type { Horloge } from '../../../ports/horloge';
import type { Magasin } from '../../../store/lire';
import { dejaVus, direLien, noterVu } from './vus';

/** A file that still grows is left for the next time: its copy is not over. */
export const REPOS_S = 60;

export const auRepos = (modifieLe: Instant, maintenant: Instant): boolean =>
  epochMs(maintenant) - epochMs(modifieLe) >= REPOS_S * 1000;

/** Others wait for it: not for one whose date is far ahead, which would hold them for ever. */
export const enCopie = (modifieLe: Instant, maintenant: Instant): boolean =>
  Math.abs(epochMs(maintenant) - epochMs(modifieLe)) < REPOS_S * 1000;

/** Files at the root of a folder of ours; what begins by a dot is being written. */
export const listerRacine = async (dossier: string): Promise<FichierVu[]> => {
  const vus: FichierVu[] = [];
  for (const e of await readdir(dossier, { withFileTypes: true })) {
    if (!e.isFile() || e.name.startsWith('.')) continue;
    const { mtimeMs, size } = await lstat(join(dossier, e.name));
    vus.push({ nom: e.name, octets: size, modifieLe: instantDe(mtimeMs) });
  }
  return vus;
};

/** Each link with why nothing is taken of it. */
export const direLiens = (vus: readonly FichierVu[]): Illisible[] =>
  vus.flatMap((vu) => {
    const raison = direLien(vu);
    return raison === undefined ? [] : [{ vu, raison }];
  });

/** Links at the root of a folder of ours; `sauf`: those of its folders that are ours, which may lie on another disk. */
export const listerLiens = async (dossier: string, sauf: readonly string[]): Promise<Illisible[]> => {
  const liens: FichierVu[] = [];
  for (const e of await readdir(dossier, { withFileTypes: true })) {
    if (!e.isSymbolicLink() || e.name.startsWith('.')) continue;
    const chemin = join(dossier, e.name);
    const [{ mtimeMs, size }, lien] = await Promise.all([lstat(chemin), genreDuLien(chemin)]);
    if (lien === 'DOSSIER' && sauf.includes(e.name)) continue;
    liens.push({ nom: e.name, octets: size, modifieLe: instantDe(mtimeMs), lien });
  }
  return direLiens(liens);
};

const RAISON = 'nom inconnu : ce n’est pas un fichier de Millésime';

/** A file of which nothing could be taken, and why: told once for a name, size and date. */
export type Illisible = { vu: FichierVu; raison: string };

/** Files whose name is none of Millésime's, each told once; `boite`: where they lie. */
export type Inconnus = { boite: '.' | 'reception'; vus: readonly FichierVu[] };

/**
 * What lies there and is no file of ours, once all is at rest: a PDF may come before the RELEVES.csv that names it. Left in place.
 */
export const chercherInconnus = async (
  m: Magasin,
  maintenant: Instant,
  boite: Inconnus['boite'],
  vus: readonly FichierVu[],
): Promise<Inconnus> => {
  if (vus.some((f) => !auRepos(f.modifieLe, maintenant))) return { boite, vus: [] };
  const inconnus = vus.filter((f) => lireNomFichier(f.nom).sorte === 'inconnu');
  if (inconnus.length === 0) return { boite, vus: [] };
  const connus = await dejaVus(m, 'MILLESIME', boite);
  return { boite, vus: inconnus.filter((f) => !connus(f)) };
};

/** Once they have been told. */
export const noterInconnus = async (
  p: { magasin: Magasin; horloge: Horloge },
  { boite, vus }: Inconnus,
): Promise<void> => {
  for (const vu of vus) await noterVu(p, { destination: 'MILLESIME', boite, vu, raison: RAISON });
};
