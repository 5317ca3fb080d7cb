import type { RapportFichier } from '#shared/contrats/dossiers/imports';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';

export const ETATS_FICHIER = {
  IMPORTE: 'importé',
  INCHANGE: 'déjà connu : rien écrit',
  DEJA_IMPORTE: 'déjà importé, octet pour octet : rien écrit',
  EN_ATTENTE: 'en attente de confirmation : rien écrit',
  REFUSE: 'refusé en entier : rien écrit',
} as const;
export type EtatFichier = keyof typeof ETATS_FICHIER;

export type { RapportFichier };

/** What became of it, in words. */
export const direEtat = (f: { etat: EtatFichier; identiqueAu?: DateCivile | undefined }): string =>
  f.identiqueAu
    ? `identique à celui du ${dateEntiere(f.identiqueAu)}, octet pour octet : rien à écrire`
    : ETATS_FICHIER[f.etat];

export type RapportImport = {
  fichiers: RapportFichier[];
  /** Names in the folder that are no file of a known kind. */
  ignores: string[];
  /** What stopped the whole: folder that cannot be read, import already running. */
  refus?: { code: string; message: string };
};

export const rapportVide = (nom: string, empreinte: string, etat: EtatFichier): RapportFichier => ({
  nom,
  empreinte,
  etat,
  lus: 0,
  crees: 0,
  modifies: 0,
  inchanges: 0,
  absents: 0,
  refuses: [],
  listeAbsents: [],
  avertissements: [],
});

/** Exit code of the command: 1 failed or a file was refused whole or waits; 2 rows were refused; 0 done. */
export const codeDeSortie = (r: RapportImport): 0 | 1 | 2 => {
  if (r.refus || r.fichiers.some((f) => f.etat === 'REFUSE' || f.etat === 'EN_ATTENTE')) return 1;
  return r.fichiers.some((f) => f.refuses.length > 0) ? 2 : 0;
};
