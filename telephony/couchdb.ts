import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import nano from 'nano';
import { z } from 'zod';

/** Finds CouchDB again at each connection: the embedded store may start later, or start again on another port. */
export type Magasin = () => Promise<nano.ServerScope>;

const fichierMagasin = z.object({ url: z.url() });

export const magasinDe =
  (options: { couchdbUrl: string | undefined; dataDir: string }): Magasin =>
  async () => {
    if (options.couchdbUrl !== undefined) return nano({ url: options.couchdbUrl });
    const contenu = await readFile(join(options.dataDir, 'magasin.json'), 'utf8');
    return nano({ url: fichierMagasin.parse(JSON.parse(contenu)).url });
  };

/** HTTP status of a refusal of CouchDB's; undefined where it did not answer. */
export const statutCouchdb = (erreur: unknown): number | undefined => {
  const lu = z.object({ statusCode: z.number() }).safeParse(erreur);
  return lu.success ? lu.data.statusCode : undefined;
};

export type RequeteCouchdb = {
  base: string;
  chemin?: string;
  methode?: 'GET' | 'PUT' | 'POST';
  qs?: Record<string, unknown>;
  corps?: unknown;
  signal?: AbortSignal;
};

/** One request through nano, read by a schema: what comes from outside is parsed. */
export const demanderCouchdb = async <T>(
  serveur: nano.ServerScope,
  requete: RequeteCouchdb,
  schema: z.ZodType<T>,
): Promise<T> => {
  const options = {
    db: requete.base,
    method: requete.methode ?? 'GET',
    ...(requete.chemin === undefined ? {} : { path: requete.chemin }),
    ...(requete.qs === undefined ? {} : { qs: requete.qs }),
    ...(requete.corps === undefined ? {} : { body: requete.corps }),
    ...(requete.signal === undefined ? {} : { signal: requete.signal }),
  };
  return schema.parse(await serveur.request(options as nano.RequestOptions));
};
