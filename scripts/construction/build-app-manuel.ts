import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { capturesDeLAide, imageServie } from '../../app/_ecrans/cadre/aide/manuel';

/** Wide enough for the column of the help; small enough for the service worker to keep them all. */
const LARGEUR = 960;

/** The captures that the help shows, where its page looks for them; how many. */
export const ecrireImages = async (racine: string, sortie: string): Promise<number> => {
  const dossier = join(sortie, 'manuel');
  await mkdir(dossier, { recursive: true });
  const captures = capturesDeLAide();
  for (const c of captures)
    await sharp(join(racine, 'docs/captures', `${c}.png`))
      .resize({ width: LARGEUR })
      .webp({ quality: 60, effort: 5 })
      .toFile(join(dossier, imageServie(c)));
  return captures.length;
};
