import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Instant, instantSchema } from '#shared/temps/types';
import { ecrireAtomique } from '../fichiers';

/** Every call that ended before `jusqua` has been compared. */
const schema = z.object({ version: z.literal(1), jusqua: instantSchema });

export type Repere = { etat: 'ABSENT' | 'ILLISIBLE' } | { etat: 'LU'; jusqua: Instant };

export const lireRepere = async (chemin: string): Promise<Repere> => {
  let contenu: string;
  try {
    contenu = await readFile(chemin, 'utf8');
  } catch {
    return { etat: 'ABSENT' };
  }
  try {
    return { etat: 'LU', jusqua: schema.parse(JSON.parse(contenu)).jusqua };
  } catch {
    return { etat: 'ILLISIBLE' };
  }
};

export const ecrireRepere = (chemin: string, jusqua: Instant): Promise<void> =>
  ecrireAtomique(chemin, JSON.stringify({ version: 1, jusqua }));
