import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Bases } from './bases';
import { nouvelId } from './ecriture';
import { ErreurCouch, methodeRefusee, nonAutorise } from './erreurs';
import { booleen, type Demande, entier, envoyer, lireDemande } from './http';
import { refuserInconnu, sousBase } from './routes/base';

export type Acces = { readonly utilisateur: string; readonly motDePasse: string };
export type Application = {
  readonly bases: Bases;
  readonly acces: Acces;
  readonly uuid: string;
  /** Called for `GET /_magasin/bail` with right credentials: the answer stays open as long as the client lives. */
  readonly surBail: (d: Demande) => void;
};

const VERSION = '3.5.2';

const pareil = (a: string, b: string): boolean => {
  const h = (t: string): Buffer => createHash('sha256').update(t).digest();
  return timingSafeEqual(h(a), h(b));
};

/** `null` without credentials; wrong ones are refused everywhere, as CouchDB does. */
function identifier(d: Demande, acces: Acces): string | null {
  const m = /^Basic\s+(\S+)$/i.exec(d.req.headers.authorization ?? '');
  if (!m?.[1]) return null;
  const clair = Buffer.from(m[1], 'base64').toString('utf8');
  if (!pareil(clair, `${acces.utilisateur}:${acces.motDePasse}`)) {
    throw nonAutorise('Name or password is incorrect.');
  }
  return acces.utilisateur;
}

async function toutesLesBases(d: Demande, bases: Bases): Promise<void> {
  const borne = (...noms: string[]): string | undefined => {
    const texte = noms.map((n) => d.q.get(n)).find((t) => t !== undefined);
    return texte === undefined ? undefined : String(JSON.parse(texte));
  };
  const debut = borne('startkey', 'start_key');
  const fin = borne('endkey', 'end_key');
  const noms = await bases.lister();
  if (booleen(d.q, 'descending')) noms.reverse();
  const sens = booleen(d.q, 'descending') ? -1 : 1;
  const avant = (a: string, b: string): boolean => (sens > 0 ? a < b : a > b);
  const gardes = noms.filter((n) => !(debut !== undefined && avant(n, debut)) && !(fin !== undefined && avant(fin, n)));
  const saut = entier(d.q, 'skip') ?? 0;
  envoyer(d, 200, gardes.slice(saut, saut + (entier(d.q, 'limit') ?? gardes.length)));
}

async function aiguiller(d: Demande, app: Application): Promise<void> {
  const nom = identifier(d, app.acces);
  const [premier] = d.chemin;
  const lecture = d.methode === 'GET' || d.methode === 'HEAD';
  switch (premier) {
    case undefined:
      if (!lecture) throw methodeRefusee('GET,HEAD');
      return envoyer(d, 200, {
        couchdb: 'Welcome',
        version: VERSION,
        git_sha: 'embedded',
        uuid: app.uuid,
        features: ['access-ready', 'partitioned', 'pluggable-storage-engines', 'reshard', 'scheduler'],
        vendor: { name: 'The Apache Software Foundation' },
      });
    case '_up':
      return envoyer(d, 200, { status: 'ok', seeds: {} });
    case '_uuids': {
      if (!lecture) throw methodeRefusee('GET');
      const uuids = Array.from({ length: Math.min(1000, entier(d.q, 'count') ?? 1) }, nouvelId);
      return envoyer(d, 200, { uuids }, { 'Cache-Control': 'must-revalidate, no-cache' });
    }
    case '_session': {
      const info = { authentication_handlers: ['cookie', 'default'] };
      return envoyer(d, 200, {
        ok: true,
        userCtx: { name: nom, roles: nom ? ['_admin'] : [] },
        info: nom ? { ...info, authenticated: 'default' } : info,
      });
    }
  }
  if (premier === '_all_dbs' || premier === '_magasin') {
    if (!nom) throw nonAutorise('You are not a server admin.');
    if (premier === '_all_dbs') return toutesLesBases(d, app.bases);
    if (d.chemin[1] === 'bail') return app.surBail(d);
  }
  if (!nom) throw refuserInconnu(d, app.bases);
  return sousBase(d, app.bases);
}

function repondreErreur(d: Demande, erreur: unknown): void {
  if (d.res.headersSent || d.res.destroyed) {
    d.res.destroy();
    return;
  }
  const connue = erreur instanceof ErreurCouch ? erreur : new ErreurCouch(500, 'unknown_error', 'internal error');
  if (!(erreur instanceof ErreurCouch)) process.stderr.write(`${erreur instanceof Error ? erreur.stack : erreur}\n`);
  // What the client is still sending is read and dropped: a connection cut in the middle would hide the answer.
  d.req.resume();
  envoyer(d, connue.statut, { error: connue.code, reason: connue.raison }, connue.entetes);
}

/** CouchDB's protocol over the databases of a folder. */
export function creerServeur(app: Application): Server {
  const serveur = createServer((req, res) => {
    const vide: Demande = { req, res, methode: req.method ?? 'GET', chemin: [], q: new Map() };
    res.on('error', () => undefined);
    try {
      const d = lireDemande(req, res);
      aiguiller(d, app).catch((erreur: unknown) => repondreErreur(d, erreur));
    } catch (erreur) {
      repondreErreur(vide, erreur);
    }
  });
  serveur.requestTimeout = 0;
  // Never first to close a connection that waits: a client that was about to use it would fail (« other side closed »).
  serveur.keepAliveTimeout = 0;
  return serveur;
}
