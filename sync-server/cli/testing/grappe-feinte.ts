import type { Noeud } from '../../store/magasin';
import { direJson, ouvrirServeurDEssai, relayer } from '../../store/testing/serveur-dessai';

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
  const { port, fermer } = await ouvrirServeurDEssai((req, res) => {
    const corps = dire(req.url ?? '');
    if (corps) direJson(res, 200, corps);
    else relayer(cible, req, res);
  });
  const url = new URL(magasin);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href.replace(/\/$/, ''),
    dire: (...listes) => {
      suite = listes;
    },
    fermer,
  };
};
