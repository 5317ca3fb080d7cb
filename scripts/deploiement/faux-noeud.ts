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
  /** Of its administrator; the configuration of the administrators is each node's own. */
  motDePasse: string;
  /** `chttpd_auth_lockout/mode`: enforced, five refusals lock the account, to the right password too. */
  verrou: string;
  refuses: number;
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
  if (reglage === 'admins/telegestion' && methode === 'PUT') {
    moi.motDePasse = JSON.parse(corps) as string;
    moi.refuses = 0;
    return [200, '-pbkdf2:sha256-0a,0b,50000'];
  }
  if (reglage === 'chttpd_auth_lockout/mode' && methode === 'PUT') {
    const avant = moi.verrou;
    moi.verrou = JSON.parse(corps) as string;
    return [200, avant];
  }
  if (nomme === undefined) return [200, { noeud: moi.adresse, methode, chemin, corps }];
  const autre = tous.find((n) => n.adresse === nomme);
  return autre?.joint ? systeme(autre) : absent(`no such node: couchdb@${nomme}`);
};

const ESSAIS_ADMIS = 5;
/** What answers who signs in, for CouchDB 3.5: nothing where the account is the right one. All come through nginx: one peer. */
const refuserCompte = (moi: FauxNoeud, authorization: string | undefined): Reponse | undefined => {
  if (moi.verrou === 'enforce' && moi.refuses >= ESSAIS_ADMIS)
    return [
      403,
      { error: 'forbidden', reason: 'Account is temporarily locked due to multiple authentication failures' },
    ];
  const compte = Buffer.from(authorization?.split(' ')[1] ?? '', 'base64').toString();
  if (compte === `telegestion:${moi.motDePasse}`) return undefined;
  if (moi.verrou !== 'off') moi.refuses += 1;
  return [401, { error: 'unauthorized', reason: 'Name or password is incorrect.' }];
};

/** Three nodes at three addresses of the loopback, on one port; open, unless told otherwise. */
export const ouvrirFauxNoeuds = async (port: number): Promise<FauxNoeud[]> => {
  const tous: FauxNoeud[] = [];
  for (const adresse of ADRESSES) {
    const serveur = createServer(async (req, res) => {
      const corps = await toutLire(req);
      const { method = '', url = '' } = req;
      moi.demandes.push(`${method} ${url}${corps && ` ${corps}`}`);
      const refus = url === '/_up' ? undefined : refuserCompte(moi, req.headers.authorization);
      const [statut, reponse] = refus ?? repondre(moi, tous, method, url, corps);
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
      motDePasse: MOT_DE_PASSE,
      verrou: 'enforce',
      refuses: 0,
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
