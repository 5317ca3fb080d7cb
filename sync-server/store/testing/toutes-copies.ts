import { ouvrirServeurDEssai, relayer } from './serveur-dessai';

/**
 * The address of a CouchDB whose writes are answered once every copy has them. A range is answered by any one copy, and copies lag
 * by milliseconds: a contract that reads what it has just written must not depend on which.
 */
export const surToutesLesCopies = async (url: string): Promise<{ url: string; fermer: () => Promise<void> }> => {
  const cible = new URL(url);
  const { origin, username, password, pathname } = cible;
  const compte = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  const r = await fetch(`${origin}/_membership`, { headers: { authorization: compte } });
  const { cluster_nodes: noeuds } = (await r.json()) as { cluster_nodes: string[] };
  const w = Math.min(3, noeuds.length);
  // Of two writes of a `_local` document, a copy may do the second one first, and keeps the other for good.
  const attendue = (methode: string | undefined, q: string): boolean =>
    /\/_bulk_docs$/.test(q) || (methode === 'PUT' && /\/_local\//.test(q));
  const chemin = (methode: string | undefined, q: string): string => (attendue(methode, q) ? `${q}?w=${w}` : q);
  const { port, fermer } = await ouvrirServeurDEssai((q, reponse) =>
    relayer(cible, q, reponse, chemin(q.method, q.url ?? '/')),
  );
  return { url: `http://${username}:${password}@127.0.0.1:${port}${pathname}`, fermer };
};
