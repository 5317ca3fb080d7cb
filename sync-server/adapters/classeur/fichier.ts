import type { Readable } from 'node:stream';
import type { Antenne } from '#shared/contrats/commun';
import type { Mois } from '#shared/temps/types';

export const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;
export type Extension = keyof typeof TYPES;

/** A file to give: its bytes come as they are made. */
export type Fichier = { nom: string; lignes: number; ouvrir: () => Readable };

/** `PREFACTURATION_EST_202610_PROVISOIRE.csv` */
export const nommerFichier = (
  genre: string,
  antenne: Antenne | 'TOUTES',
  mois: Mois,
  provisoire: boolean,
  extension: Extension,
): string => `${genre}_${antenne}_${mois.replace('-', '')}${provisoire ? '_PROVISOIRE' : ''}.${extension}`;
