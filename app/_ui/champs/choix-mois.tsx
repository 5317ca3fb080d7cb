import { ActionIcon } from '@mantine/core';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import './choix-mois.css';
import { moisEnMots } from '#shared/mots/dates';
import { Icone } from '../mots/icones';

/** The month that a screen shows, with the one before and the one after; never one that has not begun. */
export const ChoixMois = ({
  mois,
  ici,
  aller,
}: {
  mois: Mois;
  /** The month that runs. */
  ici: Mois;
  aller: (mois: Mois) => void;
}) => (
  <div className="choix-mois">
    <ActionIcon variant="default" aria-label="Mois précédent" onClick={() => aller(ajouterMois(mois, -1))}>
      <Icone nom="gauche" />
    </ActionIcon>
    <span role="status">{moisEnMots(mois)}</span>
    <ActionIcon
      variant="default"
      aria-label="Mois suivant"
      disabled={mois >= ici}
      onClick={() => aller(ajouterMois(mois, 1))}
    >
      <Icone nom="droite" />
    </ActionIcon>
  </div>
);
