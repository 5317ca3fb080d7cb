import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Noeud } from '../../store/magasin';

// For tests: the store behind an address that answers, beside it, what a cluster says of its nodes.

export type GrappeFeinte = {
  url: string;
  /** What the nodes say from now on; several lists: one after the other each time that they are asked, the last one for good. */
  dire: (...suite: (readonly Noeud[])[]) => void;
  fermer: () => Promise<void>;
};

export const ouvrirGrappeFeinte = async (magasin: string): Promise<GrappeFeinte> => {
  let [noeuds, suite]: [readonly Noeud[], (readonly Noeud[])[]] = [[], []];
  const cible = new URL(magasin);
  const dire = (chemin: string): object | undefined => {
    if (chemin === '/_membership') {
      noeuds = suite.shift() ?? noeuds;
      return {
        all_nodes: noeuds.filter((n) => n.present).map((n) => n.nom),
        cluster_nodes: noeuds.map((n) => n.nom),
      };
    }
    const nom = /^\/_node\/([^/]+)\/_system$/.exec(chemin)?.[1];
    const n = nom === undefined ? undefined : noeuds.find((x) => x.nom === decodeURIComponent(nom));
    return n && { uptime: n.actifS, internal_replication_jobs: n.aTransmettre };
  };
  const serveur = createServer((req, res) => {
    const corps = dire(req.url ?? '');
    if (corps) {
      res.setHeader('content-type', 'application/json').end(JSON.stringify(corps));
      return;
    }
    const suite = request(
      { host: cible.hostname, port: cible.port, method: req.method, path: req.url, headers: req.headers },
      (r) => {
        res.writeHead(r.statusCode ?? 500, r.headers);
        r.pipe(res);
      },
    );
    suite.on('error', () => res.destroy());
    req.pipe(suite);
  });
  await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
  const { port } = serveur.address() as AddressInfo;
  const url = new URL(magasin);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href.replace(/\/$/, ''),
    dire: (...listes) => {
      suite = listes;
    },
    fermer: () => {
      serveur.closeAllConnections();
      return new Promise((ok) => serveur.close(() => ok()));
    },
  };
};
