import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

type Morceaux = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
export type Garde = { empreinte: string; octets: number };

/** What is sent and received, kept as it was, by its SHA-256. Only its owner may read it: it holds personal data. */
export type Reserve = {
  garder: (morceaux: Morceaux) => Promise<Garde>;
  chemin: (empreinte: string) => string;
  /** True where the bytes are there and are still those. */
  intact: (empreinte: string) => Promise<boolean>;
  lire: (empreinte: string) => Promise<Uint8Array | undefined>;
};

const siAbsent = (e: NodeJS.ErrnoException): undefined => {
  if (e.code === 'ENOENT') return undefined;
  throw e;
};

export const ouvrirReserve = (racine: string): Reserve => {
  const chemin = (empreinte: string): string => join(racine, empreinte.slice(0, 2), empreinte);
  return {
    chemin,
    garder: async (morceaux) => {
      await mkdir(racine, { recursive: true, mode: 0o700 });
      const temporaire = join(racine, `.${randomBytes(8).toString('hex')}.tmp`);
      const h = createHash('sha256');
      let octets = 0;
      try {
        const f = await open(temporaire, 'wx', 0o600);
        // The next piece is made while the disk takes this one.
        let enRoute: Promise<void> = Promise.resolve();
        try {
          for await (const m of morceaux) {
            const b = typeof m === 'string' ? Buffer.from(m) : m;
            h.update(b);
            octets += b.byteLength;
            await enRoute;
            enRoute = f.writeFile(b);
            enRoute.catch(() => undefined);
          }
          await enRoute;
          await f.sync();
        } finally {
          await enRoute.catch(() => undefined);
          await f.close();
        }
        const empreinte = h.digest('hex');
        await mkdir(dirname(chemin(empreinte)), { recursive: true, mode: 0o700 });
        await rename(temporaire, chemin(empreinte));
        return { empreinte, octets };
      } catch (e) {
        await rm(temporaire, { force: true });
        throw e;
      }
    },
    intact: async (empreinte) => {
      if ((await stat(chemin(empreinte)).catch(siAbsent)) === undefined) return false;
      const h = createHash('sha256');
      await pipeline(createReadStream(chemin(empreinte)), h);
      return h.digest('hex') === empreinte;
    },
    lire: (empreinte) => readFile(chemin(empreinte)).catch(siAbsent),
  };
};
