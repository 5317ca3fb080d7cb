import { join } from 'node:path';
import { GENRES, lireNomFichier } from '#shared/formats/nom-fichier';
import { lireSansSuivre } from '../../../adapters/sftp/sans-suivre';
import type { FichierVu } from '../../../ports/depot-distant';
import type { Horloge } from '../../../ports/horloge';
import { piecesDesReleves } from '../importer/releves-repris';
import { auRepos, enCopie } from './inconnus';

const RELEVES = 'RELEVES.csv';

/** Where its kind comes in the order of taking; undefined: no known file. */
export const rangDuGenre = (nom: string): number | undefined => {
  const f = lireNomFichier(nom);
  return f.sorte === 'inconnu' ? undefined : GENRES.indexOf(f.genre);
};

/**
 * What is taken now: known names, and the PDFs that statements of the former system come with. `enRoute`: those that are still being
 * copied elsewhere. While a file is, those of later kinds wait for it: taken first, their rows would be refused for what it brings.
 */
export const choisir = async (
  p: { depot: string; horloge: Horloge },
  vus: readonly FichierVu[],
  enRoute: readonly FichierVu[],
): Promise<string[]> => {
  const maintenant = p.horloge();
  const prets = vus.filter((f) => auRepos(f.modifieLe, maintenant)).map((f) => f.nom);
  const attendus = [...vus, ...enRoute].filter((f) => enCopie(f.modifieLe, maintenant));
  const premier = Math.min(...attendus.map((f) => rangDuGenre(f.nom) ?? GENRES.length));
  const connus = prets.filter((nom) => {
    const rang = rangDuGenre(nom);
    return rang !== undefined && rang <= premier;
  });
  if (!connus.includes(RELEVES)) return connus.sort();
  const pieces = piecesDesReleves(await lireSansSuivre(join(p.depot, RELEVES)));
  // One of its PDFs is still being copied: the next time.
  if (vus.some((f) => pieces.has(f.nom) && !prets.includes(f.nom))) return connus.filter((n) => n !== RELEVES).sort();
  return [...connus, ...prets.filter((nom) => pieces.has(nom))].sort();
};
