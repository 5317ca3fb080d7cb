import { ZodError } from 'zod';
import { estErreurMagasin, statutErreur } from './erreurs';

/** What of a fault may be logged: never its message, which may quote a document. */
export type Cause = {
  erreur: string;
  /** The store did not answer (`socket`), or refused (`couch`), with its status and its word. */
  magasin?: string;
  statut?: number;
  mot?: string;
  /** The system's word: ECONNREFUSED, ENOSPC, … */
  code?: string;
  /** Where a document or an answer is not of its form. */
  champs?: string[];
};

/** [refusDe] « The disk » alone would not say whether it is full, closed to us, or gone; its word does. */
const motDuDisque = (message: string): string | undefined => /\((E[A-Z]{2,})\b/.exec(message)?.[1];

const codeDe = (e: Error): string | undefined => {
  const { code } = e as NodeJS.ErrnoException;
  if (code === 'DISQUE') return motDuDisque(e.message) ?? code;
  return typeof code === 'string' ? code : /\b(?:E[A-Z]{4,}|UND_ERR_\w+)\b/.exec(e.message)?.[0];
};

export const causeDe = (e: unknown): Cause => {
  if (!(e instanceof Error)) return { erreur: 'inconnue' };
  // A class of ours says more than « Error », which its instances bear as their name.
  const cause: Cause = { erreur: e.name === 'Error' ? e.constructor.name : e.name };
  if (estErreurMagasin(e)) {
    const { scope, error } = e as { scope?: string; error?: string };
    if (scope !== undefined) cause.magasin = scope;
    if (error !== undefined && /^[a-z_]{1,40}$/.test(error)) cause.mot = error;
  }
  const statut = statutErreur(e);
  if (statut !== undefined) cause.statut = statut;
  const code = codeDe(e);
  if (code !== undefined) cause.code = code;
  if (e instanceof ZodError) cause.champs = [...new Set(e.issues.map((i) => i.path.join('.')))].slice(0, 5);
  return cause;
};

/** The system's words, and what they are called here; of ours, one that a person has to act upon. */
const MOTS: Record<string, string> = {
  ENOSPC: 'disque plein',
  EROFS: 'disque en lecture seule',
  EACCES: 'droits insuffisants',
  EPERM: 'droits insuffisants',
  EIO: 'le disque ne répond plus',
  ENOENT: 'fichier ou dossier absent',
  ECONNREFUSED: 'pas de réponse',
  ECONNRESET: 'connexion coupée',
  ETIMEDOUT: 'pas de réponse à temps',
  ENOTFOUND: 'nom introuvable sur le réseau',
  ARCHIVE_ABSENTE:
    'l’archive manque dans DATA_DIR, à remettre depuis une sauvegarde : runbook « restauration », « La machine d’application seule »',
};

/** The same for whoever reads the health: a few words, and as little of what was being written or read. */
export const direCause = (e: unknown): string => {
  const { erreur, magasin, statut, code } = causeDe(e);
  const dit = code === undefined ? undefined : (MOTS[code] ?? code);
  if (magasin === undefined) return dit ?? erreur;
  return `CouchDB : ${dit ?? statut ?? 'pas de réponse'}`;
};
