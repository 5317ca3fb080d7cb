import { majuscule } from '#shared/mots/textes';
import type { StatutAffiche } from '../../_donnees/depot/statut-affiche';
import type { NomIcone } from './icones';

/** Statuses as screens show them: a word, an icon and a colour, never the colour alone (design, "Words and colours"). */
export const STATUTS = {
  EN_RETARD: { mot: 'En retard', icone: 'alarme', ton: 'rouge' },
  DEPART_ATTENDU: { mot: 'Départ attendu', icone: 'alarme', ton: 'rouge' },
  PREVUE: { mot: 'Prévue', icone: 'horloge', ton: 'gris' },
  EN_COURS: { mot: 'En cours', icone: 'lecture', ton: 'bleu' },
  COMPLETE: { mot: 'Complète', icone: 'coche', ton: 'vert' },
  SANS_ARRIVEE: { mot: 'Sans arrivée', icone: 'sansArrivee', ton: 'orange' },
  SANS_DEPART: { mot: 'Sans départ', icone: 'sansDepart', ton: 'orange' },
  NON_POINTEE: { mot: 'Non pointée', icone: 'vide', ton: 'orange' },
  COUVERTE: { mot: 'Couverte', icone: 'lien', ton: 'vert' },
  CORRIGEE: { mot: 'Corrigée', icone: 'crayon', ton: 'violetContour' },
  CREEE: { mot: 'Créée', icone: 'plus', ton: 'violet' },
  ANNULEE: { mot: 'Annulée', icone: 'barre', ton: 'barre' },
  CONFLIT: { mot: 'Conflit', icone: 'conflit', ton: 'rouge' },
  ABSENCE: { mot: 'Absence', icone: 'valise', ton: 'gris' },
  A_RETIRER: { mot: 'À retirer', icone: 'valise', ton: 'orange' },
  FICHE_A_SAISIR: { mot: 'Fiche à saisir', icone: 'fiche', ton: 'orange' },
} as const satisfies Record<StatutAffiche, { mot: string; icone: NomIcone; ton: string }>;

/**
 * The word of one visit. `dispense`: why no punch is expected; an absence says its nature rather than its name, a visit to take away
 * its nature beside it.
 */
export const motStatut = (statut: StatutAffiche, dispense?: string): string => {
  const { mot } = STATUTS[statut];
  if (statut === 'ABSENCE' && dispense) return majuscule(dispense);
  return statut === 'A_RETIRER' && dispense ? `${mot} (${dispense})` : mot;
};
