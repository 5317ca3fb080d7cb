import { MOTIFS } from '../contrats/commun';

const MOTS: Readonly<Record<string, string>> = MOTIFS;

/** Words of a motif, everywhere that one is read; a motif of the dated list that this table does not know is shown as it is. */
export const motifEnMots = (code: string): string => (MOTS[code] ?? code).replaceAll("'", '’');
