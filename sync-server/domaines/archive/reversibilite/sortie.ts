import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';

/** A file of a set; `lignes`: documents of a JSON lines file, rows of a CSV one. */
export type FichierSorti = { chemin: string; octets: number; sha256: string; lignes?: number | undefined };

export const cheminReel = (racine: string, chemin: string): string => join(racine, ...chemin.split('/'));

/** Writes a file as it comes, and counts and hashes what goes by. */
export const ouvrirSortie = async (racine: string, chemin: string) => {
  const reel = cheminReel(racine, chemin);
  await mkdir(dirname(reel), { recursive: true, mode: 0o700 });
  const flux = createWriteStream(reel, { mode: 0o600, flush: true });
  const fin = finished(flux);
  fin.catch(() => undefined);
  const h = createHash('sha256');
  let octets = 0;
  return {
    ecrire: async (morceau: string | Uint8Array): Promise<void> => {
      const b = typeof morceau === 'string' ? Buffer.from(morceau) : morceau;
      h.update(b);
      octets += b.length;
      if (!flux.write(b)) await Promise.race([new Promise<void>((ok) => flux.once('drain', () => ok())), fin]);
    },
    finir: async (lignes?: number): Promise<FichierSorti> => {
      flux.end();
      await fin;
      return { chemin, octets, sha256: h.digest('hex'), lignes };
    },
  };
};

export const ecrireTexte = async (
  racine: string,
  chemin: string,
  texte: string | Uint8Array,
  lignes?: number,
): Promise<FichierSorti> => {
  const s = await ouvrirSortie(racine, chemin);
  await s.ecrire(texte);
  return s.finir(lignes);
};

/** SHA-256 of a file, and its lines where they are wanted. */
export const relire = async (
  racine: string,
  chemin: string,
): Promise<Omit<FichierSorti, 'chemin'> & { lignes: number }> => {
  const h = createHash('sha256');
  let octets = 0;
  let lignes = 0;
  for await (const m of createReadStream(cheminReel(racine, chemin), { highWaterMark: 256 * 1024 })) {
    const b = m as Buffer;
    h.update(b);
    octets += b.length;
    for (let i = b.indexOf(10); i >= 0; i = b.indexOf(10, i + 1)) lignes += 1;
  }
  return { octets, sha256: h.digest('hex'), lignes };
};
