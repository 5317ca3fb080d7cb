import * as c from './colonnes';
import type { ColonneEtat } from './contrat';

export const COLONNES_PLANNING: readonly ColonneEtat[] = [
  c.jour('date', 'Date'),
  c.INTERVENANT,
  c.USAGER,
  c.PRESTATION,
  c.instant('prevuDebut', 'Début prévu'),
  c.instant('prevuFin', 'Fin prévue'),
  c.minutes('prevu', 'Heures prévues'),
  c.instant('debut', 'Arrivée'),
  c.instant('fin', 'Départ'),
  c.minutes('realise', 'Heures réalisées'),
  c.texte('statut', 'Où elle en est'),
];
