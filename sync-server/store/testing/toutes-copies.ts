import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The address of a CouchDB whose writes are answered once every copy has them. A range is answered by any one copy, and copies lag
 * by milliseconds: a contract that reads what it has just written must not depend on which.
 */
export const surToutesLesCopies = async (url: string): Promise<{ url: string; fermer: () => Promise<void> }> => {
  const { origin, username, password, hostname, port, pathname } = new URL(url);
  const compte = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  const r = await fetch(`${origin}/_membership`, { headers: { authorization: compte } });
  const { cluster_nodes: noeuds } = (await r.json()) as { cluster_nodes: string[] };
  const w = Math.min(3, noeuds.length);
  // Of two writes of a `_local` document, a copy may do the second one first, and keeps the other for good.
  const attendue = (methode: string | undefined, q: string): boolean =>
    /\/_bulk_docs$/.test(q) || (methode === 'PUT' && /\/_local\//.test(q));
  const chemin = (methode: string | undefined, q: string): string => (attendue(methode, q) ? `${q}?w=${w}` : q);
  const serveur = createServer((q, reponse) => {
    const { method, headers, url: demande = '/' } = q;
    const vers = request({ hostname, port, method, headers, path: chemin(method, demande) }, (s) => {
      reponse.writeHead(s.statusCode ?? 502, s.headers);
      // Headers at once: a feed may have nothing to say for long.
      reponse.flushHeaders();
      s.pipe(reponse);
    });
    vers.on('error', () => reponse.destroy());
    reponse.on('close', () => vers.destroy());
    q.pipe(vers);
  });
  await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
  const ici = (serveur.address() as AddressInfo).port;
  return {
    url: `http://${username}:${password}@127.0.0.1:${ici}${pathname}`,
    fermer: () =>
      new Promise((fini) => {
        serveur.close(() => fini());
        serveur.closeAllConnections();
      }),
  };
};
