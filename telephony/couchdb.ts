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
  const lu: unknown = await serveur.request(options as nano.RequestOptions);
  // An answer that was cut in the middle is no JSON, and nano gives it as it is: the connection's fault, not the answer's.
  if (typeof lu === 'string') throw new Error('réponse de CouchDB coupée');
  return schema.parse(lu);
};

/** The account is in the address that nano was given. */
const accesDe = (serveur: nano.ServerScope): { racine: string; entetes: Record<string, string> } => {
  const { username, password, origin, pathname } = new URL((serveur.config as nano.Configuration).url);
  const compte = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    racine: `${origin}${pathname.replace(/\/$/, '')}`,
    entetes: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(username ? { authorization: `Basic ${Buffer.from(compte).toString('base64')}` } : {}),
    },
  };
};

/** The same with the status of the answer, which nano keeps for itself: 202 where fewer copies than the quorum have it. */
export const posterCouchdb = async <T>(
  serveur: nano.ServerScope,
  { base, chemin = '', corps, signal }: Omit<RequeteCouchdb, 'methode' | 'qs'>,
  schema: z.ZodType<T>,
): Promise<{ statut: number; corps: T }> => {
  const { racine, entetes } = accesDe(serveur);
  const r = await fetch(`${racine}/${encodeURIComponent(base)}/${chemin}`, {
    method: 'POST',
    headers: entetes,
    body: JSON.stringify(corps),
    ...(signal ? { signal } : {}),
  }).catch((e: unknown) => {
    // `fetch` keeps the reason in what caused it: « connect ECONNREFUSED … ».
    throw e instanceof Error && e.cause instanceof Error ? new Error(`CouchDB : ${e.cause.message}`, { cause: e }) : e;
  });
  if (!r.ok) throw Object.assign(new Error(`CouchDB répond ${r.status}`), { statusCode: r.status });
  return { statut: r.status, corps: schema.parse(await r.json()) };
};
