import { randomBytes } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const fichier = z.object({ authId: z.string(), authToken: z.string().min(8) });
export type Identifiants = z.infer<typeof fichier>;

/** The generated account of a demonstration: the simulator reads it to sign. Undefined where there is none. */
export const lireIdentifiants = async (dataDir: string): Promise<Identifiants | undefined> => {
  let contenu: string;
  try {
    contenu = await readFile(join(dataDir, 'plivo.json'), 'utf8');
  } catch {
    return undefined;
  }
  return fichier.parse(JSON.parse(contenu));
};

/** What signs the webhooks: the environment, or (never in production) a token made once and kept in the data folder, 0600. */
export const identifiantsPlivo = async (config: {
  MODE: string;
  DATA_DIR: string;
  PLIVO_AUTH_ID?: string | undefined;
  PLIVO_AUTH_TOKEN?: string | undefined;
}): Promise<Identifiants> => {
  if (config.PLIVO_AUTH_TOKEN !== undefined) {
    return { authId: config.PLIVO_AUTH_ID ?? '', authToken: config.PLIVO_AUTH_TOKEN };
  }
  if (config.MODE === 'production') throw new Error('PLIVO_AUTH_TOKEN est obligatoire en production');
  const connu = await lireIdentifiants(config.DATA_DIR);
  if (connu) return connu;
  const neuf: Identifiants = {
    authId: `MA${config.MODE.toUpperCase()}`,
    authToken: randomBytes(24).toString('base64url'),
  };
  // Written whole beside, then given its name: of two processes that start together, the second never reads half a file.
  const chemin = join(config.DATA_DIR, 'plivo.json');
  const aCote = `${chemin}.${randomBytes(8).toString('hex')}`;
  await writeFile(aCote, JSON.stringify(neuf), { mode: 0o600, flag: 'wx' });
  try {
    await link(aCote, chemin);
    return neuf;
  } catch (e) {
    const ecrit = await lireIdentifiants(config.DATA_DIR);
    if (ecrit) return ecrit;
    throw e;
  } finally {
    await unlink(aCote);
  }
};
