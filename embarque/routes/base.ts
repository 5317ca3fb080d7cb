import { type Base, ecrireSeq, sequenceActuelle, tailleSurDisque } from '../base';
import { type Bases, verifierNom } from '../bases';
import { baseInconnue, ErreurCouch, introuvable, mauvaiseRequete, methodeRefusee } from '../erreurs';
import { type Demande, envoyer, exigerJson, lireJson } from '../http';
import { tasser } from '../niveau';
import { changements } from './changements';
import { deposer, document } from './documents';
import { deposerLocal, lireLocal, listerLocaux, local } from './locaux';
import { piece } from './pieces';
import { ecrireEnLot, lireEnLot, revsDiff, revsManquantes } from './revisions';
import { tousLesDocuments } from './tous-les-documents';

type Route = (d: Demande, base: Base) => Promise<void> | void;

const exiger = (methodes: string, route: Route): Route => {
  const permises = methodes.split(',');
  return (d, base) => {
    if (!permises.includes(d.methode)) throw methodeRefusee(methodes);
    return route(d, base);
  };
};

const SECURITE = '_local/m:security';
const SECURITE_PAR_DEFAUT = '{"members":{"roles":["_admin"]},"admins":{"roles":["_admin"]}}';

async function securite(d: Demande, base: Base): Promise<void> {
  if (d.methode !== 'PUT') {
    const tenue = await lireLocal(base, SECURITE);
    return envoyer(d, 200, `${tenue?.corps ?? SECURITE_PAR_DEFAUT}\n`);
  }
  const { texte, valeur } = await lireJson(d);
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur)) {
    throw mauvaiseRequete('Request body must be a JSON object');
  }
  await deposerLocal(base, SECURITE, { corps: texte, rev: '0-1' });
  envoyer(d, 200, { ok: true });
}

/** Answers at once, as CouchDB; `compact_running` says when it is over. Old bodies are then unreachable, and no longer on the disk. */
function compacter(d: Demande, base: Base): void {
  exigerJson(d);
  if (!base.compaction) {
    base.compaction = true;
    // Beside writes, not in their turn: PouchDB removes bodies of revisions that have a successor, which no write needs.
    base.pouch
      .compact()
      .then(() => tasser(base))
      .catch(() => undefined)
      .finally(() => {
        base.compaction = false;
      });
  }
  envoyer(d, 202, { ok: true });
}

/** Paths under `/{db}/` that are no document. */
const ROUTES: Readonly<Record<string, Route>> = {
  _all_docs: (d, base) => tousLesDocuments(d, base, d.chemin[2] === 'queries'),
  _changes: changements,
  _bulk_docs: exiger('POST', ecrireEnLot),
  _bulk_get: exiger('POST', lireEnLot),
  _revs_diff: exiger('POST', revsDiff),
  _missing_revs: exiger('POST', revsManquantes),
  _local_docs: exiger('GET,HEAD,POST', listerLocaux),
  _security: exiger('GET,HEAD,PUT', securite),
  _compact: exiger('POST', compacter),
  _revs_limit: exiger('GET,HEAD', (d) => envoyer(d, 200, '1000\n')),
  _view_cleanup: exiger('POST', (d) => envoyer(d, 202, { ok: true })),
  _ensure_full_commit: exiger('POST', (d, base) => {
    exigerJson(d);
    envoyer(d, 201, { ok: true, instance_start_time: base.creeLe });
  }),
};

async function informations(base: Base): Promise<object> {
  const taille = await tailleSurDisque(base);
  const { cles, sequences } = base.index;
  const seq = ecrireSeq(base, sequenceActuelle(base));
  return {
    instance_start_time: base.creeLe,
    db_name: base.nom,
    purge_seq: ecrireSeq(base, 0),
    update_seq: seq,
    sizes: { file: taille, external: taille, active: taille },
    props: {},
    doc_del_count: sequences.length - cles.length,
    doc_count: cles.length,
    disk_format_version: 8,
    compact_running: base.compaction,
    cluster: { q: 1, n: 1, w: 1, r: 1 },
  };
}

async function laBase(d: Demande, bases: Bases, nom: string): Promise<void> {
  switch (d.methode) {
    case 'PUT':
      verifierNom(nom);
      await bases.creer(nom);
      return envoyer(d, 201, { ok: true }, { Location: `http://${d.req.headers.host}/${encodeURIComponent(nom)}` });
    case 'DELETE':
      if (d.q.has('rev')) {
        throw mauvaiseRequete(
          'You tried to DELETE a database with a ?=rev parameter. Did you mean to DELETE a document instead?',
        );
      }
      await bases.supprimer(nom);
      return envoyer(d, 200, { ok: true });
    case 'GET':
    case 'HEAD':
      return envoyer(d, 200, await informations(await bases.ouvrir(nom)));
    case 'POST':
      return deposer(d, await bases.ouvrir(nom));
    default:
      throw methodeRefusee('DELETE,GET,HEAD,POST');
  }
}

/** Everything under a database's name. */
export async function sousBase(d: Demande, bases: Bases): Promise<void> {
  const [nom = '', premier, ...suite] = d.chemin;
  if (premier === undefined) return laBase(d, bases, nom);
  if (!bases.existe(nom)) throw baseInconnue();
  const base = await bases.ouvrir(nom);
  const route = Object.hasOwn(ROUTES, premier) ? ROUTES[premier] : undefined;
  if (route) return route(d, base);
  const reserve = (premier === '_design' || premier === '_local') && suite.length > 0;
  const id = reserve ? `${premier}/${suite[0]}` : premier;
  const reste = reserve ? suite.slice(1) : suite;
  if (id.startsWith('_local/')) return local(d, base, reste.length > 0 ? [id, ...reste].join('/') : id);
  if (id.startsWith('_') && !id.startsWith('_design/') && d.methode !== 'PUT') throw introuvable('missing');
  return reste.length > 0 ? piece(d, base, id, reste.join('/')) : document(d, base, id);
}

/** Before anything: a database that exists shows nothing to a stranger; one that does not is unknown to all. */
export function refuserInconnu(d: Demande, bases: Bases): ErreurCouch {
  const [nom = '', premier] = d.chemin;
  const raison =
    premier === undefined && (d.methode === 'PUT' || d.methode === 'DELETE')
      ? 'You are not a server admin.'
      : 'You are not authorized to access this db.';
  if (!bases.existe(nom) && d.methode !== 'PUT') return baseInconnue();
  return new ErreurCouch(401, 'unauthorized', raison);
}
