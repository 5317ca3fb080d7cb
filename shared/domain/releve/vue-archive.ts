import type { Instant } from '../../temps/types';
import type { Hacher } from './chaine';
import type { LigneRegistre } from './registre';

// What both halves of the check, chains and register, read and tell.

export type CodeDefaut = 'ALTERE' | 'MANQUANT' | 'EN_TROP' | 'ORDRE' | 'TRONQUE' | 'ECHANGE' | 'AVANT_TERME';
/** `fichier`: its path in the archive; `message`: what is wrong, and what to do. */
export type Defaut = { code: CodeDefaut; fichier: string; message: string };

/** An archive to read, wherever it is. `texte` and `empreinte` give undefined for a file that cannot be read. */
export type VueArchive = {
  chemins: readonly string[];
  texte: (chemin: string) => Promise<string | undefined>;
  /** SHA-256 of the file's bytes. */
  empreinte: (chemin: string) => Promise<string | undefined>;
  hacher: Hacher;
  /** Why a time-stamp does not prove this hash at this instant, and what to do; undefined where it does. Absent: not judged. */
  jugerJeton?: (chemin: string, ligne: LigneRegistre, instant: Instant) => Promise<string | undefined>;
  /** When it is checked: nothing was done later. Absent: a day to come is taken as it is written. */
  maintenant?: Instant;
  progres?: (verifies: number, total: number) => void;
};

/** What to do of most faults. */
export const RESTAURER = 'Remettez ce fichier depuis une sauvegarde.';
