import type { DocumentScope, MangoSelector, ServerScope } from 'nano';

type Magasin = { nano: ServerScope };

/** Creates the database when it is missing, and gives it. */
export async function assurerBase<D>(magasin: Magasin, nom: string): Promise<DocumentScope<D>> {
  try {
    await magasin.nano.db.create(nom);
  } catch (erreur) {
    if (statutDe(erreur) !== 412) throw erreur;
  }
  return magasin.nano.use<D>(nom);
}

/** HTTP status of a refusal of the store; nothing when the store could not be reached. */
export const statutDe = (erreur: unknown): number | undefined => {
  const statut = (erreur as { statusCode?: unknown } | null)?.statusCode;
  return typeof statut === 'number' ? statut : undefined;
};

/** Every document of a range of ids (bounds included), in order. Without bounds, the whole database, design documents too. */
export async function toutLire<D>(
  db: DocumentScope<D>,
  plage: { readonly startkey?: string; readonly endkey?: string } = {},
): Promise<(D & { _id: string; _rev: string })[]> {
  const { rows } = await db.list({ ...plage, include_docs: true });
  return rows.flatMap((ligne) => (ligne.doc ? [ligne.doc as D & { _id: string; _rev: string }] : []));
}

/** Documents by id, in the order of `ids`; `undefined` for one that is absent or deleted. */
export async function lireParIds<D>(
  db: DocumentScope<D>,
  ids: readonly string[],
): Promise<((D & { _id: string; _rev: string }) | undefined)[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.fetch({ keys: [...ids] });
  return rows.map((ligne) =>
    'doc' in ligne && ligne.doc ? (ligne.doc as D & { _id: string; _rev: string }) : undefined,
  );
}

export type ResultatEcriture =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | { readonly ok: false; readonly id: string; readonly erreur: string; readonly raison: string };

/** Writes by lots of `taille`; one result per document, in order. A conflict is a result, the store out of reach throws. */
export async function ecrireEnLots<D extends { _id: string }>(
  db: Pick<DocumentScope<unknown>, 'bulk'>,
  documents: readonly D[],
  taille = 2_000,
): Promise<ResultatEcriture[]> {
  const resultats: ResultatEcriture[] = [];
  for (let i = 0; i < documents.length; i += taille) {
    const lignes = await db.bulk({ docs: documents.slice(i, i + taille) });
    for (const { id, rev, error, reason } of lignes) {
      resultats.push(
        rev !== undefined && error === undefined
          ? { ok: true, id, rev }
          : { ok: false, id, erreur: error ?? 'unknown_error', raison: reason ?? '' },
      );
    }
  }
  return resultats;
}

export type Changement<D> = {
  readonly id: string;
  readonly seq: string;
  readonly deleted: boolean;
  readonly doc: D & { _id: string; _rev: string };
};

export type Suivi<D> = {
  /** Sequence to start after: that of the last lot handled, `'0'` for the beginning, `'now'`. */
  readonly since: string;
  readonly signal: AbortSignal;
  /** Documents at most in a lot. */
  readonly limite?: number;
  readonly selector?: MangoSelector;
  /** Awaited before the next lot is asked for: `seq` is then what to keep as a checkpoint. */
  readonly onLot: (changements: Changement<D>[], seq: string) => Promise<void> | void;
  /** The store did not answer, or `onLot` failed: the same lot comes again after a pause that grows up to 10 s. */
  readonly onErreur?: (erreur: unknown) => void;
};

const PAUSE_MINIMALE = 100;
const PAUSE_MAXIMALE = 10_000;

/**
 * Follows a database's changes until `signal`: longpoll after longpoll, so that what was missed is caught up before what
 * comes. Each change comes at least once, in order; a document changed twice may come once, with its last state.
 */
export async function suivreChangements<D>(db: DocumentScope<D>, suivi: Suivi<D>): Promise<void> {
  const { signal, limite = 1_000 } = suivi;
  let { since } = suivi;
  let attente = PAUSE_MINIMALE;
  while (!signal.aborted) {
    try {
      const lot = await lireLot(db, suivi, since, limite);
      const changements = lot.results.map(({ id, seq, deleted, doc }) => ({ id, seq, deleted: deleted === true, doc }));
      if (changements.length > 0) await suivi.onLot(changements, lot.last_seq);
      since = lot.last_seq;
      attente = PAUSE_MINIMALE;
    } catch (erreur) {
      if (signal.aborted) return;
      suivi.onErreur?.(erreur);
      await pause(attente, signal);
      attente = Math.min(PAUSE_MAXIMALE, attente * 2);
    }
  }
}

type Lot<D> = {
  last_seq: string;
  results: { id: string; seq: string; deleted?: boolean; doc: D & { _id: string; _rev: string } }[];
};

/** By `fetch` and not `nano`, which can neither be stopped nor tell an answer cut short from an empty one. */
async function lireLot<D>(db: DocumentScope<D>, suivi: Suivi<D>, since: string, limit: number): Promise<Lot<D>> {
  const { username, password, origin, pathname } = new URL(db.config.url);
  const jeton = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const q = new URLSearchParams({
    feed: 'longpoll',
    include_docs: 'true',
    since,
    limit: String(limit),
    timeout: '30000',
    ...(suivi.selector && { filter: '_selector' }),
  });
  const chemin = `${pathname.replace(/\/$/, '')}/${encodeURIComponent(db.config.db)}/_changes?${q}`;
  const reponse = await fetch(`${origin}${chemin}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(username !== '' && { Authorization: `Basic ${jeton}` }),
    },
    body: JSON.stringify(suivi.selector ? { selector: suivi.selector } : {}),
    signal: suivi.signal,
  });
  if (!reponse.ok) throw new Error(`_changes of ${db.config.db}: ${reponse.status} ${await reponse.text()}`);
  return (await reponse.json()) as Lot<D>;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finir = (): void => {
      clearTimeout(minuterie);
      signal.removeEventListener('abort', finir);
      resolve();
    };
    const minuterie = setTimeout(finir, ms);
    signal.addEventListener('abort', finir, { once: true });
  });
}
