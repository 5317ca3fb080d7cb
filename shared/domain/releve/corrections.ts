import type { CorrectionFigee } from '../../contrats/cloture/cloture';
import { MOTIFS } from '../../contrats/commun';
import { DEFINITIONS } from '../correction/natures/table';
import { dateEtHeure } from './mots';

/** Words of a motif; a motif of the dated list that this table does not know is shown as it is. */
export const motifEnMots = (code: string): string =>
  ((MOTIFS as Record<string, string>)[code] ?? code).replaceAll("'", '’');

/** [CO-1] What, why, by whom, when. */
export const phraseCorrection = (c: CorrectionFigee): string => {
  const pourquoi = motifEnMots(c.motif) + (c.commentaire ? ` (${c.commentaire})` : '');
  return `${DEFINITIONS[c.nature].mots.releve(c)}. Motif : ${pourquoi}. Par ${c.auteurNom ?? c.auteur}, le ${dateEtHeure(c.instant)}.`;
};
