import { createServer, type IncomingMessage } from 'node:http';

/** A node of a cluster as the scripts of deploy/couchdb and nginx see it: it answers as CouchDB 3.5 does, and notes what it was asked. */
export type FauxNoeud = {
  adresse: string;
  ferme: boolean;
  secret: string;
  uuid: string;
  /** `cluster_nodes` of `_membership`. */
  connus: string[];
  /** What `internal_replication_jobs` says, one reading after the other; the last one stays. */
  jobs: number[];
  /** Seconds since it started. */
  age: number;
  /** Seen by the others. */
  joint: boolean;
  demandes: string[];
  arreter: () => Promise<void>;
};

export const ADRESSES = ['127.0.0.11', '127.0.0.12', '127.0.0.13'] as const;
export const MOT_DE_PASSE = 'un "mot" de\\passe-très-long';

const toutLire = async (req: IncomingMessage): Promise<string> => {
  let corps = '';
  for await (const morceau of req.setEncoding('utf8')) corps += String(morceau);
  return corps;
};

type Reponse = readonly [number, unknown];
const absent = (reason: string): Reponse => [404, { error: 'not_found', reason }];

const systeme = (n: FauxNoeud): Reponse => {
  const [jobs = 0] = n.jobs.length > 1 ? n.jobs.splice(0, 1) : n.jobs;
  return [200, { uptime: n.age, memory: { other: 1 }, internal_replication_jobs: jobs, message_queues: {} }];
};

const preparer = (moi: FauxNoeud, tous: readonly FauxNoeud[], corps: string): Reponse => {
  const { action, host } = JSON.parse(corps) as { action: string; host?: string };
  if (action === 'add_node') moi.connus = [...new Set([...moi.connus, `couchdb@${host}`])];
  if (action === 'finish_cluster') for (const n of tous) n.connus = moi.connus;
  return [201, { ok: true }];
};

const repondre = (
  moi: FauxNoeud,
  tous: readonly FauxNoeud[],
  methode: string,
  chemin: string,
  corps: string,
): Reponse => {
  const reglage = /^\/_node\/_local\/_config\/(.*)$/.exec(chemin)?.[1];
  const nomme = /^\/_node\/couchdb@(.*)\/_system$/.exec(chemin)?.[1];
  const joints = tous.filter((n) => n === moi || n.joint).map((n) => `couchdb@${n.adresse}`);
  if (chemin === '/_up') return moi.ferme ? [404, { status: 'maintenance_mode' }] : [200, { status: 'ok', seeds: {} }];
  if (chemin === '/_membership')
    return [200, { all_nodes: joints.filter((n) => moi.connus.includes(n)), cluster_nodes: moi.connus }];
  if (chemin === '/_cluster_setup') return preparer(moi, tous, corps);
  if (reglage === 'couchdb/uuid') return [200, moi.uuid];
  if (reglage === 'chttpd_auth/secret') return moi.secret ? [200, moi.secret] : absent('unknown_config_value');
  if (reglage === 'couchdb/maintenance_mode' && methode === 'PUT') {
    moi.ferme = corps !== '"false"';
    return [200, 'true'];
  }
  if (nomme === undefined) return [200, { noeud: moi.adresse, methode, chemin, corps }];
  const autre = tous.find((n) => n.adresse === nomme);
  return autre?.joint ? systeme(autre) : absent(`no such node: couchdb@${nomme}`);
};

/** Three nodes at three addresses of the loopback, on one port; open, unless told otherwise. */
export const ouvrirFauxNoeuds = async (port: number): Promise<FauxNoeud[]> => {
  const tous: FauxNoeud[] = [];
  for (const adresse of ADRESSES) {
    const serveur = createServer(async (req, res) => {
      const corps = await toutLire(req);
      const { method = '', url = '' } = req;
      moi.demandes.push(`${method} ${url}${corps && ` ${corps}`}`);
      const compte = Buffer.from(req.headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
      const connu = url === '/_up' || compte === `telegestion:${MOT_DE_PASSE}`;
      const refus: Reponse = [401, { error: 'unauthorized', reason: 'Name or password is incorrect.' }];
      const [statut, reponse] = connu ? repondre(moi, tous, method, url, corps) : refus;
      res.writeHead(statut, { 'content-type': 'application/json' }).end(`${JSON.stringify(reponse)}\n`);
    });
    const moi: FauxNoeud = {
      adresse,
      ferme: false,
      secret: 's'.repeat(64),
      uuid: 'a'.repeat(32),
      connus: [`couchdb@${adresse}`],
      jobs: [0],
      age: 3600,
      joint: true,
      demandes: [],
      arreter: () =>
        new Promise((fini) => {
          serveur.close(() => fini());
          serveur.closeAllConnections();
        }),
    };
    tous.push(moi);
    await new Promise<void>((ok, echec) => serveur.once('error', echec).listen(port, adresse, ok));
  }
  return tous;
};
