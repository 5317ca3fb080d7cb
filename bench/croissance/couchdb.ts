import type { Magasin } from '../../sync-server/store/lire';
import { magasinNano } from '../../sync-server/store/nano/nano';

// The growth on the CouchDB of `COUCHDB_URL`. One CouchDB holds one service: each size begins on none, and leaves none.

const desService = async (m: Magasin): Promise<string[]> => (await m.bases()).filter((b) => b.startsWith('tg-'));

/** Databases that are there before anything was measured are somebody's: nothing is measured on them, and nothing is deleted. */
export const exigerVide = async (url: string): Promise<void> => {
  const siennes = await desService(magasinNano(url));
  if (siennes.length > 0)
    throw new Error(
      `COUCHDB_URL : ${siennes.length} bases d’un service y sont déjà, dont ${siennes[0]} ; en donner un vide.`,
    );
};

export const vider = async (url: string): Promise<void> => {
  const m = magasinNano(url);
  for (const base of await desService(m)) await m.detruireBase(base);
};

/** Bytes on the disk of one copy of the service's databases, by what the store says of them. */
export const octetsDesBases = async (url: string): Promise<number> => {
  const { origin, username, password } = new URL(url);
  const compte = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = { authorization: `Basic ${Buffer.from(compte).toString('base64')}` };
  let total = 0;
  for (const base of await desService(magasinNano(url))) {
    const r = await fetch(`${origin}/${encodeURIComponent(base)}`, { headers });
    const { sizes } = (await r.json()) as { sizes: { file: number } };
    total += sizes.file;
  }
  return total;
};
