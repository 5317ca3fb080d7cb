import type { Champ, ColonneDecalage } from '../champ';
import type { Encodage } from './encodage';
import type { Gabarit } from './gabarit';

/** A column as it is typed: `champ = nom | format | largeur`, or an object of the same. */
export type ColonneEcrite =
  | string
  | {
      champ: string;
      nom?: string | undefined;
      format?: string | undefined;
      largeur?: string | number | undefined;
    };

/** A layout as it is typed: what it does not say is the product's own. */
export type DispositionEcrite = {
  rangement?: 'SEPARE' | 'LARGEUR_FIXE' | undefined;
  separateur?: string | undefined;
  decimale?: ',' | '.' | undefined;
  date?: string | undefined;
  heure?: string | undefined;
  encodage?: Encodage | undefined;
  finDeLigne?: 'CRLF' | 'LF' | undefined;
  entete?: 'NOMS' | 'AUCUN' | undefined;
  fin?: 'COMPTE' | 'AUCUNE' | undefined;
  colonnes?: readonly ColonneEcrite[] | undefined;
};

/** How the values of a column are written. */
export type Facon =
  | { genre: 'CHAMP' }
  | { genre: 'INSTANT'; gabarit: Gabarit }
  | { genre: 'MOIS'; gabarit: Gabarit }
  | { genre: 'DUREE'; gabarit: Gabarit }
  /** Minutes as hours, with the layout's decimal sign. */
  | { genre: 'HEURES' };

export type ColonneDisposee = {
  /** A field of the format, or the column of an offset. */
  champ: string;
  nom: string;
  modele: Champ<unknown> | undefined;
  facon: Facon;
  /** [fixed width] */
  largeur: number;
  droite: boolean;
  zeros: boolean;
  /** Written only in a file where a row needs it. */
  auBesoin: boolean;
};

/** A layout, whole and without a fault. */
export type Disposition = {
  /** Absent: each column has its width. */
  separateur: string | undefined;
  decimale: ',' | '.';
  encodage: Encodage;
  finDeLigne: '\r\n' | '\n';
  entete: boolean;
  fin: boolean;
  colonnes: readonly ColonneDisposee[];
  /** Columns of offsets that are added, last, where a row needs them. */
  decalages: readonly ColonneDecalage[];
};

export const FIN = '#FIN';

/** Where a layout is wrong, by the keys that lead there, and what to do about it. */
export type FauteDisposition = { chemin: string; raison: string };
