import { randomUUID } from 'node:crypto';

/** A bare HTTP client of the store: the contract is about bytes on the wire, no library may soften it. */
export type Reponse = {
  readonly statut: number;
  readonly entetes: Headers;
  readonly texte: string;
  readonly corps: unknown;
};
export type Envoi = {
  readonly json?: unknown;
  /** Body as it is, `application/json` unless `entetes` says otherwise. */
  readonly brut?: string | Uint8Array<ArrayBuffer>;
  readonly entetes?: Record<string, string>;
  readonly anonyme?: boolean;
  readonly signal?: AbortSignal;
};

export type Client = {
  readonly url: string;
  ouvrir(methode: string, chemin: string, envoi?: Envoi): Promise<Response>;
  demander(methode: string, chemin: string, envoi?: Envoi): Promise<Reponse>;
};

export function client(url: string): Client {
  const { username, password, origin, pathname } = new URL(url);
  const jeton = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const racine = origin + pathname.replace(/\/$/, '');
  const ouvrir: Client['ouvrir'] = (methode, chemin, envoi = {}) => {
    const corps = envoi.json === undefined ? envoi.brut : JSON.stringify(envoi.json);
    return fetch(`${racine}${chemin}`, {
      method: methode,
      headers: {
        Accept: 'application/json',
        ...(envoi.anonyme !== true && { Authorization: `Basic ${jeton}` }),
        ...(corps !== undefined && { 'Content-Type': 'application/json' }),
        ...envoi.entetes,
      },
      ...(corps !== undefined && { body: corps }),
      ...(envoi.signal && { signal: envoi.signal }),
    });
  };
  return {
    url,
    ouvrir,
    async demander(methode, chemin, envoi) {
      const reponse = await ouvrir(methode, chemin, envoi);
      const texte = await reponse.text();
      let corps: unknown;
      try {
        corps = JSON.parse(texte);
      } catch {
        corps = undefined;
      }
      return { statut: reponse.status, entetes: reponse.headers, texte, corps };
    },
  };
}

/** A database of its own for one test. Paths given to it begin after its name. */
export type BaseDEssai = Client & {
  readonly nom: string;
  /** How many copies of a document the store keeps: a cluster answers a range from any one of them. */
  readonly copies: number;
  /** Writes a document, and says its revision; a refusal throws. */
  ecrire(id: string, contenu?: object): Promise<string>;
  supprimer(id: string, rev: string): Promise<string>;
  /** Writes revisions as a replicator does. */
  greffer(docs: object[]): Promise<Reponse>;
  lots(docs: object[]): Promise<Reponse>;
};

export async function nouvelleBase(c: Client, q = ''): Promise<BaseDEssai> {
  const nom = `contrat-${randomUUID()}`;
  const creee = await c.demander('PUT', `/${nom}${q}`);
  if (creee.statut !== 201) throw new Error(`PUT /${nom}: ${creee.statut} ${creee.texte}`);
  const { cluster } = (await c.demander('GET', `/${nom}`)).corps as { cluster: { n: number } };
  return laBase(c, nom, cluster.n);
}

/** The quorum of a write is all the copies: which of them answers the next range is then no matter. */
const surToutes = (methode: string, chemin: string, copies: number): string =>
  copies === 1 ||
  methode === 'GET' ||
  methode === 'HEAD' ||
  !/^(\?|$|\/[^_?]|\/_bulk_docs|\/_(local|design)\/)/.test(chemin)
    ? chemin
    : `${chemin}${chemin.includes('?') ? '&' : '?'}w=${copies}`;

export function laBase(c: Client, nom: string, copies: number): BaseDEssai {
  const demander: Client['demander'] = (m, chemin, envoi) =>
    c.demander(m, `/${encodeURIComponent(nom)}${surToutes(m, chemin, copies)}`, envoi);
  const rev = (r: Reponse): string => {
    const { rev } = (r.corps ?? {}) as { rev?: string };
    if (r.statut > 202 || rev === undefined) throw new Error(`refused: ${r.statut} ${r.texte}`);
    return rev;
  };
  return {
    url: `${c.url.replace(/\/$/, '')}/${encodeURIComponent(nom)}`,
    nom,
    copies,
    ouvrir: (m, chemin, envoi) => c.ouvrir(m, `/${encodeURIComponent(nom)}${chemin}`, envoi),
    demander,
    ecrire: async (id, contenu = {}) => rev(await demander('PUT', `/${encodeURIComponent(id)}`, { json: contenu })),
    supprimer: async (id, r) => rev(await demander('DELETE', `/${encodeURIComponent(id)}?rev=${r}`)),
    greffer: (docs) => demander('POST', '/_bulk_docs', { json: { new_edits: false, docs } }),
    lots: (docs) => demander('POST', '/_bulk_docs', { json: { docs } }),
  };
}

/** A revision with its ancestors, as a replicator sends it. */
export const greffe = (id: string, revs: readonly string[], contenu: object = {}): object => {
  const [premiere = ''] = revs;
  return {
    ...contenu,
    _id: id,
    _rev: premiere,
    _revisions: { start: Number.parseInt(premiere, 10), ids: revs.map((r) => r.replace(/^\d+-/, '')) },
  };
};

/** A cluster promises no order of changes between its shards: rows as a set, by id. */
export const parId = <L extends { id: string }>(lignes: readonly L[]): L[] =>
  [...lignes].sort((a, b) => (a.id < b.id ? -1 : 1));

/** 32 hexadecimal digits, all alike: revisions whose order is seen at a glance. */
export const h = (chiffre: string): string => chiffre.repeat(32);

export type Contexte = () => Client;
