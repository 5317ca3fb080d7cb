import { createHash } from 'node:crypto';
import { link, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GENRES, lireNomFichier } from '#shared/formats/nom-fichier';
import { ajouterMois, dateParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireSansSuivre } from '../../../adapters/sftp/sans-suivre';
import type { Horloge } from '../../../ports/horloge';
import type { Magasin } from '../../../store/lire';
import { type DocImport, derniersRefuses } from '../importer/journal-imports';
import { rangDuGenre } from './choisir';

// Rows are refused for want of what another file brings. When that file comes later, nobody lays the first one again: it is taken up
// from where it was put away, and what its rows lacked is there.

/** Of those put away under that name, the last ones: what was taken since by another way is not among them. */
const ESSAIS = 3;

const retrouver = async (pris: string, dossiers: readonly string[], { nom, empreinte }: DocImport) => {
  let essais = 0;
  for (const dossier of dossiers) {
    const chemin = join(pris, dossier, nom);
    const octets = await lireSansSuivre(chemin).catch(() => undefined);
    if (!octets) continue;
    if (createHash('sha256').update(octets).digest('hex') === empreinte) return { nom, chemin, octets };
    essais += 1;
    if (essais === ESSAIS) return undefined;
  }
  return undefined;
};

/**
 * Puts beside the files to take those of later kinds that refused rows when they were last taken, of the month before and since; gives
 * their names. One that comes again by itself stands.
 */
export const joindreRefuses = async (
  p: { magasin: Magasin; horloge: Horloge },
  { travail, pris }: { travail: string; pris: string },
): Promise<string[]> => {
  const venus = await readdir(travail);
  const rangs = venus.flatMap((nom) => rangDuGenre(nom) ?? []);
  if (rangs.length === 0) return [];
  const depuis = ajouterMois(dateParis(p.horloge()).slice(0, 7) as Mois, -1);
  const refuses = await derniersRefuses(p.magasin, GENRES.slice(Math.min(...rangs) + 1), depuis);
  const aJoindre = refuses.filter(({ nom, genre }) => {
    const f = lireNomFichier(nom);
    const duJour = f.sorte === 'connu' && f.date !== undefined;
    return !venus.includes(nom) && !(duJour && rangs.includes(GENRES.indexOf(genre)));
  });
  if (aJoindre.length === 0) return [];
  const dossiers = (await readdir(pris).catch(() => [])).sort().reverse();
  const joints: string[] = [];
  try {
    for (const doc of aJoindre) {
      const trouve = await retrouver(pris, dossiers, doc);
      if (!trouve) continue;
      const vers = join(travail, trouve.nom);
      joints.push(trouve.nom);
      // The same file under a second name; on another disk, or where there are no such names, a copy.
      await link(trouve.chemin, vers).catch(() => writeFile(vers, trouve.octets));
    }
  } catch (e) {
    await retirerJoints(travail, joints);
    throw e;
  }
  return joints;
};

/** They stay where they were put away: only their second name goes. */
export const retirerJoints = async (travail: string, joints: readonly string[]): Promise<void> => {
  for (const nom of joints) await rm(join(travail, nom), { force: true });
};
