import { Icone, type NomIcone } from '../../../_ui/mots/icones';
import type { EtatFiche } from './suivi';

const ETATS: Record<EtatFiche, { mot: string; ton: string; icone: NomIcone }> = {
  ATTENTE: { mot: 'En attente d’envoi', ton: 'attente', icone: 'envoi' },
  RECUE: { mot: 'Reçue', ton: 'vert', icone: 'coche' },
  REFUSEE: { mot: 'Refusée', ton: 'rouge', icone: 'barre' },
};

export const BadgeFiche = ({ etat }: { etat: EtatFiche }) => {
  const { mot, ton, icone } = ETATS[etat];
  return (
    <span className={`statut statut--${ton}`} data-etat={etat}>
      <Icone nom={icone} taille={14} />
      {mot}
    </span>
  );
};
