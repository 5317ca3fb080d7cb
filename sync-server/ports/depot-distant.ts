import type { Resultat } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';

/** A file of ours, as it must arrive. */
export type FichierADeposer = { nom: string; chemin: string; empreinte: string; octets: number };

/** `deja`: the same bytes were there, whole. `definitif`: trying again by itself would change nothing. */
export type ResultatDepot = { ok: true; deja: boolean } | { ok: false; raison: string; definitif: boolean };

/**
 * What to do of a file of that name that is in place: another one is replaced only where `remplacer` says so; the same one is left,
 * unless it was there before it was asked for, `depuisMs` ago.
 */
export type SurPlace = { remplacer: boolean; depuisMs?: () => number };

/** What we read at the correspondent's: its answers, its invoices, what it lays at the root. */
export type Boite = 'retours' | 'factures' | '.';
/**
 * `lien`: it points elsewhere, to a file (or to what we cannot see) or to a folder, and is read by nobody: where to, which we may
 * read and they not, would be taken for their file.
 */
export type FichierVu = { nom: string; octets: number; modifieLe: Instant; lien?: 'FICHIER' | 'DOSSIER' };

/** Lays at a correspondent's what `travail` writes in the folder that it is given. */
export type Retour = <T>(travail: (dossier: string) => Promise<T>) => Promise<T>;

/** Where a correspondent takes our files and leaves its own: a folder, or a folder by SFTP. */
export type DepotDistant = {
  /** As people say it; no secret in it. */
  libelle: string;
  /** Whole or absent, its `.sha256` last. */
  deposer: (f: FichierADeposer, o: SurPlace) => Promise<ResultatDepot>;
  /** A box that does not exist is empty; the root must be there. */
  lister: (boite: Boite) => Promise<Resultat<FichierVu[]>>;
  lire: (boite: Boite, nom: string) => Promise<Resultat<Uint8Array>>;
};
