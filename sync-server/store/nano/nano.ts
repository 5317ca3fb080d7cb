import nano, { type ServerScope } from 'nano';
import { absentVaut, motDeLigne, sansCopies, statutErreur } from '../erreurs';
import { plusAncienne } from '../grappe/revisions';
import type {
  Affermis,
  Corps,
  DemandeChangements,
  DocumentStocke,
  LigneChangement,
  LigneEcrite,
  LignePlage,
  LigneReperee,
  Magasin,
  PageChangements,
  Plage,
} from '../magasin';
import { brutsHttp } from './bruts';
import { type FeuilleHttp, lireFeuillesEnLot } from './feuilles-en-lot';
import { demanderHttp, reponseCoupee } from './http';
import { envoyerLot } from './lot';
import { noeudsHttp } from './noeuds';
import { plageSansCorps } from './plage-sans-corps';
import { sondesQuorum } from './sondes';

type LigneToutes = {
  id?: string;
  key: string;
  value?: { rev?: string; deleted?: boolean };
  doc?: DocumentStocke | null;
};
type Toutes = { rows: LigneToutes[] };
type Infos = { update_seq: string | number; doc_count: number; compact_running?: boolean };
/** `seq`: null in the rows for which it is not asked. */
type LigneHttp = { id: string; seq: string | number | null; deleted?: boolean; changes: { rev: string }[] };
type Changements = {
  results: LigneHttp[];
  last_seq: string | number;
  pending?: number;
};

const RESERVE = /^_(?:design|local)\//;

/**
 * The address of a document in its database; undefined where none can have that id. Not nano's: it leaves as it is an id that
 * has `_local` anywhere, which may then lead to another database.
 */
const cheminDe = (id: string): string | undefined => {
  const reserve = RESERVE.exec(id)?.[0] ?? '';
  const reste = id.slice(reserve.length);
  return ['', '.', '..'].includes(reste) ? undefined : reserve + encodeURIComponent(reste);
};

const ligneDe = (l: LigneHttp): LigneChangement => {
  const [rev = '', ...autres] = l.changes.map((c) => c.rev);
  const ligne = { id: l.id, rev, supprime: l.deleted === true };
  return autres.length === 0 ? ligne : { ...ligne, autres };
};

const ligneReperee = (l: LigneHttp): LigneReperee => {
  if (l.seq === null) throw new Error(`le magasin ne dit pas d’où reprendre après ${l.id}`);
  return { ...ligneDe(l), seq: String(l.seq) };
};

/** CouchDB takes no interval of 0. */
const sansReperes = (limite: number): object => (limite > 0 ? { seq_interval: limite } : {});

const pageDe = <L>(r: Changements, lire: (l: LigneHttp) => L): PageChangements<L> => ({
  lignes: r.results.map(lire),
  seq: String(r.last_seq),
  restants: r.pending ?? 0,
});

/** From the greatest id, the first bound is the one that counts: that of `fin` is asked for too, then left out. */
const bornes = (p: Plage): Record<string, unknown> =>
  p.decroissant === true
    ? {
        startkey: p.fin,
        endkey: p.debut,
        descending: true,
        ...(p.limite === undefined ? {} : { limit: p.limite + 1 }),
      }
    : {
        startkey: p.debut,
        endkey: p.fin,
        inclusive_end: false,
        ...(p.limite === undefined ? {} : { limit: p.limite }),
      };

/** nano says nothing of a connection that fails, but its message. */
const dire = (e: unknown): never => {
  if (e instanceof Error && !('scope' in e)) throw Object.assign(e, { scope: 'socket' as const });
  throw e;
};

/** nano gives an answer that was cut as an empty text: it is never one of ours, which are objects. */
const entiere = <T>(r: unknown): T => {
  if (typeof r !== 'object' || r === null) throw new Error('réponse du magasin coupée (ECONNRESET)');
  return r as T;
};

const demandeur =
  (serveur: ServerScope) =>
  <T>(db: string, path: string, qs: object = {}, body?: object): Promise<T> =>
    serveur
      .request({ db, path, qs, ...(body === undefined ? {} : { method: 'post', body }) })
      .then(entiere<T>)
      .catch(dire);

const bases = (serveur: ServerScope): Pick<Magasin, 'bases' | 'creerBase' | 'detruireBase' | 'infos' | 'compacter'> => {
  const demander = demandeur(serveur);
  const fait = (sinon: number) => (e: unknown) => {
    // A cluster that lacks nodes may answer so too, of what it does not know.
    if (statutErreur(e) === sinon && !sansCopies(e)) return false;
    return dire(e);
  };
  return {
    bases: () =>
      serveur.db
        .list()
        .then(entiere<string[]>)
        .catch(dire),
    creerBase: (base) =>
      serveur.db
        .create(base)
        .then(entiere)
        .then(() => true, fait(412)),
    detruireBase: (base) =>
      serveur.db
        .destroy(base)
        .then(entiere)
        .then(() => true, fait(404)),
    infos: async (base) => {
      const r = await demander<Infos | undefined>(base, '').catch(absentVaut(undefined));
      return r && { sequence: String(r.update_seq), documents: r.doc_count, compactage: r.compact_running === true };
    },
    compacter: async (base) => {
      await demander(base, '_compact', {}, {});
    },
  };
};

/** The longest branch, then the highest hash: as CouchDB chooses. */
const gagnanteDabord = (a: DocumentStocke, b: DocumentStocke): number => (plusAncienne(a._rev, b._rev) ? 1 : -1);

const sansLignee = ({ _revisions, _deleted, ...doc }: NonNullable<FeuilleHttp['ok']>): DocumentStocke => doc;

const lecture = (
  serveur: ServerScope,
  url: string,
): Pick<Magasin, 'lire' | 'feuilles' | 'revisions' | 'parCles' | 'plage'> => {
  const demander = demandeur(serveur);
  const toutes = async (base: string, id: string): Promise<NonNullable<FeuilleHttp['ok']>[]> => {
    const chemin = cheminDe(id);
    if (chemin === undefined) return [];
    const r = await demanderHttp(url)(`${encodeURIComponent(base)}/${chemin}?open_revs=all`, { admis: [404] });
    return (Array.isArray(r.corps) ? (r.corps as FeuilleHttp[]) : []).flatMap(({ ok }) => ok ?? []);
  };
  const avecCorps = async (base: string, qs: object): Promise<LignePlage[]> => {
    const { rows } = await demander<Toutes>(base, '_all_docs', { include_docs: true, ...qs });
    return rows.map((l) => ({ id: l.id ?? l.key, rev: l.value?.rev ?? '', ...(l.doc ? { doc: l.doc } : {}) }));
  };
  const avec = (corps: Corps): object => (corps === 'avec' ? { include_docs: true } : {});
  return {
    lire: async (base, id) => {
      const chemin = cheminDe(id);
      return chemin === undefined
        ? undefined
        : await demander<DocumentStocke | undefined>(base, chemin).catch(absentVaut(undefined));
    },
    feuilles: async (base, id) =>
      (await toutes(base, id)).flatMap((f) => (f._deleted === true ? [] : [sansLignee(f)])).sort(gagnanteDabord),
    revisions: async (base, id) =>
      (await toutes(base, id)).map((f) => ({ rev: f._rev, supprime: f._deleted === true })),
    parCles: async (base, ids, corps) => {
      if (ids.length === 0) return [];
      const { rows } = await demander<Toutes>(base, '_all_docs', avec(corps), { keys: ids }).catch(
        absentVaut<Toutes>({ rows: [] }),
      );
      return ids.map((id, i) => {
        const l = rows[i];
        return { id, rev: l?.value?.rev, supprime: l?.value?.deleted === true, doc: l?.doc ?? undefined };
      });
    },
    plage: async (base, plage, corps) => {
      const lire = corps === 'avec' ? avecCorps : plageSansCorps(url);
      const lignes = await lire(base, bornes(plage)).catch(absentVaut<LignePlage[]>([]));
      return plage.decroissant === true ? lignes.filter((l) => l.id !== plage.fin).slice(0, plage.limite) : lignes;
    },
  };
};

const ecriture = (
  serveur: ServerScope,
  url: string,
): Pick<Magasin, 'ecrire' | 'affermir' | 'ecrireLocal' | 'locaux'> => {
  const demander = demandeur(serveur);
  const sondesDe = sondesQuorum(url);
  /** Revisions as they are: only those that are refused have a row in the answer. */
  const envoyerTelles = async (base: string, docs: readonly object[]): Promise<string[]> =>
    (await envoyerLot(url, base, { docs, new_edits: false })).flatMap((l) => (l.error === undefined ? [] : l.id));
  return {
    ecrire: async (base, docs) => {
      if (docs.length === 0) return [];
      const lignes = await envoyerLot(url, base, { docs });
      // Rows are those of the batch by their rank.
      if (lignes.length !== docs.length) reponseCoupee();
      return lignes.map(
        (l): LigneEcrite => ({
          id: l.id,
          rev: l.rev,
          erreur: motDeLigne(l),
          ...(l.accepted === true ? { sansQuorum: true as const } : {}),
        }),
      );
    },
    affermir: async (base, ids) => {
      const inconnus: Affermis = { fermes: [], introuvables: [] };
      if (ids.length === 0) return inconnus;
      const adresse = encodeURIComponent(base);
      // The same revisions sent again answer 201 however few copies take them: documents of no account, beside them, tell.
      const sondes = { docs: (await sondesDe(base)).map((_id) => ({ _id })) };
      const sonder = async (): Promise<boolean> =>
        (await demanderHttp(url)(`${adresse}/_bulk_docs`, { corps: sondes, admis: [500] })).statut === 201;
      if (!(await sonder())) return inconnus;
      const { docs, absentes } = await lireFeuillesEnLot(url, adresse, ids);
      const refusees = docs.length === 0 ? [] : await envoyerTelles(base, docs);
      // Before and after: enough copies answered for as long as it was sent.
      if (!(await sonder())) return inconnus;
      const presentes = new Set(docs.map((d) => d._id));
      return {
        fermes: ids.filter((id) => presentes.has(id) && !refusees.includes(id)),
        introuvables: ids.filter((id) => absentes.has(id) && !presentes.has(id)),
      };
    },
    ecrireLocal: async (base, id, doc) => {
      await serveur
        .request({ db: base, path: cheminDe(id) ?? id, method: 'put', body: doc })
        .then(entiere)
        .catch(dire);
    },
    locaux: async (base) => {
      const { rows } = await demander<Toutes>(base, '_local_docs', { include_docs: true });
      return rows.flatMap((l) => l.doc ?? []);
    },
  };
};

const suite = (serveur: ServerScope, url: string): Pick<Magasin, 'changements' | 'changementsReperes' | 'attendre'> => {
  const demander = demandeur(serveur);
  const TOUTES = { style: 'all_docs' };
  const lirePage = (base: string, { depuis, limite }: DemandeChangements, qs: object = {}): Promise<Changements> =>
    demander(base, '_changes', { ...TOUTES, since: depuis, limit: limite, ...qs });
  return {
    changements: async (base, o) => pageDe(await lirePage(base, o, sansReperes(o.limite)), ligneDe),
    changementsReperes: async (base, o) => pageDe(await lirePage(base, o), ligneReperee),
    // By `fetch`: nano can neither be broken off nor tell an answer that was cut from an empty one.
    attendre: async (base, { depuis, limite, dureeMs, signal }) => {
      const qs = new URLSearchParams({
        ...TOUTES,
        feed: 'longpoll',
        since: depuis,
        limit: String(limite),
        ...sansReperes(limite),
        timeout: String(dureeMs),
      });
      const r = await demanderHttp(url)(`${encodeURIComponent(base)}/_changes?${qs}`, { signal });
      return pageDe(r.corps as Changements, ligneDe);
    },
  };
};

/** CouchDB, or the embedded store, over HTTP. `url`: its address, with the account. */
export const magasinNano = (url: string): Magasin => {
  const serveur = nano(url);
  return {
    ...bases(serveur),
    noeuds: noeudsHttp(url),
    ...lecture(serveur, url),
    ...ecriture(serveur, url),
    ...suite(serveur, url),
    bruts: brutsHttp(url),
  };
};
