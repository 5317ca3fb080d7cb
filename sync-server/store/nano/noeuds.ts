import { statutErreur } from '../erreurs';
import type { Magasin, Noeud } from '../magasin';
import { demanderHttp } from './http';

type Membres = { all_nodes?: string[]; cluster_nodes?: string[] };
type Systeme = { uptime?: number; internal_replication_jobs?: number };

/** A node that hangs says nothing of itself within so long. */
const DELAI_MS = 10_000;

/** The embedded store knows no such address: it is one process. */
const INCONNUE = [400, 404, 405];

/** The cluster as the node that answers sees it, and each node as it says itself: any of them is asked about any other. */
export const noeudsHttp = (url: string): Magasin['noeuds'] => {
  const demander = demanderHttp(url);
  const systeme = async (nom: string): Promise<Systeme> => {
    try {
      const r = await demander(`_node/${encodeURIComponent(nom)}/_system`, { signal: AbortSignal.timeout(DELAI_MS) });
      return r.corps as Systeme;
    } catch (e) {
      // An account that may not ask is not a node that is away.
      if (statutErreur(e) === 401 || statutErreur(e) === 403) throw e;
      return {};
    }
  };
  return async () => {
    const r = await demander('_membership', { admis: INCONNUE, signal: AbortSignal.timeout(DELAI_MS) });
    const { all_nodes: vus = [], cluster_nodes: membres = [] } = (r.statut === 200 ? r.corps : {}) as Membres;
    return Promise.all(
      membres.map(async (nom): Promise<Noeud> => {
        if (!vus.includes(nom)) return { nom, present: false };
        const { internal_replication_jobs: aTransmettre, uptime: actifS } = await systeme(nom);
        return {
          nom,
          present: true,
          ...(aTransmettre === undefined ? {} : { aTransmettre }),
          ...(actifS === undefined ? {} : { actifS }),
        };
      }),
    );
  };
};
