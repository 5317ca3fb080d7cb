/** What nano throws, and the memory store alike: `couch` with its status where the store answered, `socket` where it did not. */
export type ErreurMagasin = Error & { scope: 'couch' | 'socket'; statusCode?: number; error?: string; reason?: string };

export const erreurMagasin = (statusCode: number, error: string, reason: string): ErreurMagasin =>
  Object.assign(new Error(reason), { scope: 'couch' as const, statusCode, error, reason });

/** What a batch that failed as a whole says of each of its rows all the same. */
export const avecLignes = (e: ErreurMagasin, lignes: readonly unknown[]): ErreurMagasin => Object.assign(e, { lignes });
export const lignesDErreur = (e: unknown): readonly unknown[] | undefined =>
  (e as { lignes?: readonly unknown[] } | undefined)?.lignes;

/** Of a batch, what a row that was neither written nor in conflict is. */
export const erreurDeLigne = (base: string, { id, erreur = 'inconnue' }: { id: string; erreur?: string | undefined }) =>
  erreurMagasin(500, erreur, `_bulk_docs dans ${base} : ${erreur} (${id})`);

export const statutErreur = (e: unknown): number | undefined => {
  const statut = (e as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof statut === 'number' ? statut : undefined;
};

/** A fault that the store answered, or that kept us from it; its message may quote a document. */
export const estErreurMagasin = (e: unknown): boolean => (e as { scope?: unknown } | undefined)?.scope !== undefined;

/** One document alone is more than the store takes; its reason is the id. */
export const estTropGrand = (e: unknown): boolean =>
  estErreurMagasin(e) && (e as { error?: string }).error === 'document_too_large';

/** Words of a cluster of which too few nodes answered in time: nothing is known of what was asked, and another moment may do. */
const SANS_REPONSE = ['timeout', 'nodedown'];
/** CouchDB 3.5 says « error », and why, of what its own delay ended; of a row of a batch it says `internal_server_error`. */
const SANS_NOM = 'error';
const SANS_COPIE_DU_LOT = 'internal_server_error';

/** The word of a row of a batch: `timeout` where no copy answered for it in time, which CouchDB has no word for. */
export const motDeLigne = ({ error, reason }: { error?: string | undefined; reason?: string | undefined }) =>
  error === SANS_NOM && reason === SANS_COPIE_DU_LOT ? 'timeout' : error;
/** All nodes are closed, or none of those that have this database is there. */
const AUCUNE_COPIE = 'No DB shards could be opened.';

/** The store answered that it could not: as good as a connection that was lost. */
export const sansCopies = (e: unknown): boolean => {
  if (!estErreurMagasin(e)) return false;
  const { error = '', reason } = e as { error?: string; reason?: string };
  return SANS_REPONSE.includes(error === SANS_NOM ? (reason ?? '') : error) || reason === AUCUNE_COPIE;
};

/** The store is away: no answer at all, or what stands before it, or the store itself, says so. */
const ABSENT: readonly (number | undefined)[] = [undefined, 502, 503, 504];
/** It is there, and has too much to do. */
const OCCUPE: readonly (number | undefined)[] = [408, 429];
/** It failed inside: whoever asks the same of it again may be answered, and whoever writes one document may be what makes it fail. */
const EN_PANNE = 500;

export const estStatutAbsent = (statut: number | undefined): boolean => ABSENT.includes(statut);

/** Nothing is known of what was asked: it may be asked again, by itself. */
export const estAbsent = (e: unknown): boolean =>
  estErreurMagasin(e) && (estStatutAbsent(statutErreur(e)) || sansCopies(e));

/** Away, or too busy: nothing that one document could be blamed for. Not a fault of the store, which one document may be the cause of. */
export const estDuMagasin = (e: unknown): boolean =>
  estAbsent(e) || (estErreurMagasin(e) && OCCUPE.includes(statutErreur(e)));

/** For who waits before a screen: away, or failing. Not too busy, which never lasts, and which the screen says as any fault. */
export const estEnPanne = (e: unknown): boolean =>
  estAbsent(e) || (estErreurMagasin(e) && statutErreur(e) === EN_PANNE);

/** For `.catch`: what a database or a document that does not exist stands for. */
export const absentVaut =
  <T>(defaut: T) =>
  (e: unknown): T => {
    if (statutErreur(e) === 404) return defaut;
    throw e;
  };
