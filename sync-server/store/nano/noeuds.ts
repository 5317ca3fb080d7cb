import { statutErreur } from '../erreurs';
import type { Magasin, Noeud } from '../magasin';
import { demanderHttp } from './http';

type Membres = { all_nodes?: string[]; cluster_nodes?: string[] };
/** `distribution_events`: of each other node, when this one met and lost it, the last of them last. */
type Evenement = readonly [instant: string, quoi: string, raison?: string];
type Systeme = {
  uptime?: number;
  internal_replication_jobs?: number;
  distribution_events?: Record<string, Evenement[]>;
};

/** A node that hangs says nothing of itself within so long. */
const DELAI_MS = 10_000;

/** The embedded store knows no such address: it is one process. */
const INCONNUE = [400, 404, 405];

/** Seconds since each of the others came back; none where it is lost now: two that the one we ask sees may not see each other. */
const revusDe = (evenements: Record<string, Evenement[]>, membres: readonly string[], date: string | null) => {
  const maintenant = Date.parse(date ?? '');
  const revus: Record<string, number> = {};
  for (const nom of membres) {
    const dernier = evenements[nom]?.at(-1);
    if (!dernier || Number.isNaN(maintenant)) continue;
    const [instant, quoi] = dernier;
    revus[nom] = quoi === 'nodedown' ? 0 : Math.max(0, (maintenant - Date.parse(instant)) / 1_000);
  }
  return revus;
};

/** The cluster as the node that answers sees it, and each node as it says itself: any of them is asked about any other. */
export const noeudsHttp = (url: string): Magasin['noeuds'] => {
  const demander = demanderHttp(url);
  const systeme = async (nom: string): Promise<Systeme & { date: string | null }> => {
    try {
      const r = await demander(`_node/${encodeURIComponent(nom)}/_system`, { signal: AbortSignal.timeout(DELAI_MS) });
      return { ...(r.corps as Systeme), date: r.date };
    } catch (e) {
      // An account that may not ask is not a node that is away.
      if (statutErreur(e) === 401 || statutErreur(e) === 403) throw e;
      return { date: null };
    }
  };
  /** As its `/_up` tells who asks it alone, whose address is not known here. */
  const ferme = async (nom: string): Promise<boolean> =>
    demander(`_node/${encodeURIComponent(nom)}/_config/couchdb/maintenance_mode`, {
      admis: INCONNUE,
      signal: AbortSignal.timeout(DELAI_MS),
    }).then(
      (r) => r.statut === 200 && r.corps !== 'false',
      () => false,
    );
  return async () => {
    const r = await demander('_membership', { admis: INCONNUE, signal: AbortSignal.timeout(DELAI_MS) });
    const { all_nodes: vus = [], cluster_nodes: membres = [] } = (r.statut === 200 ? r.corps : {}) as Membres;
    return Promise.all(
      membres.map(async (nom): Promise<Noeud> => {
        if (!vus.includes(nom)) return { nom, present: false };
        const [dit, estFerme] = await Promise.all([systeme(nom), ferme(nom)]);
        const { internal_replication_jobs: aTransmettre, uptime: actifS, distribution_events: vues } = dit;
        return {
          nom,
          present: true,
          ...(estFerme ? { ferme: true } : {}),
          ...(aTransmettre === undefined ? {} : { aTransmettre }),
          ...(actifS === undefined ? {} : { actifS }),
          ...(vues === undefined ? {} : { revus: revusDe(vues, membres, dit.date) }),
        };
      }),
    );
  };
};
