import type { CorrectionFigee } from '../../contrats/cloture/cloture';
import { MOTIFS } from '../../contrats/commun';
import type { Nature } from '../../contrats/corrections/correction';
import { dateEtHeure, duree, heure } from './mots';

/** Words of a motif; a motif of the dated list that this table does not know is shown as it is. */
export const motifEnMots = (code: string): string =>
  ((MOTIFS as Record<string, string>)[code] ?? code).replaceAll("'", '’');

const bornes = (c: CorrectionFigee): string => {
  const arrivee = c.debut ? `arrivée à ${heure(c.debut)}` : '';
  const depart = c.fin ? `départ à ${heure(c.fin)}` : '';
  return [arrivee, depart].filter(Boolean).join(', ');
};

const suivi = (texte: string, precision: string): string => (precision ? `${texte} : ${precision}` : texte);

const QUOI: Record<Nature, (c: CorrectionFigee) => string> = {
  CREATION: (c) => suivi('Visite ajoutée par l’antenne', bornes(c)),
  HORAIRE: (c) => suivi('Horaire corrigé', bornes(c)),
  MINUTES: (c) => suivi('Minutes complémentaires', c.minutes === undefined ? '' : duree(c.minutes)),
  DONNEES: () => 'Personne, aide ou prestation rectifiée',
  SUPPRESSION: () => 'Visite annulée',
  RETABLISSEMENT: () => 'Visite rétablie',
  RETRAIT: () => 'Correction précédente retirée',
};

/** [CO-1] What, why, by whom, when. */
export const phraseCorrection = (c: CorrectionFigee): string => {
  const pourquoi = motifEnMots(c.motif) + (c.commentaire ? ` (${c.commentaire})` : '');
  return `${QUOI[c.nature](c)}. Motif : ${pourquoi}. Par ${c.auteurNom ?? c.auteur}, le ${dateEtHeure(c.instant)}.`;
};
