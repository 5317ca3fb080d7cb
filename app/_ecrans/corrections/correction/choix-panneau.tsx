import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { pluriel } from '#shared/mots/nombres';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { TetePanneau } from '../../../_ui/tete-panneau';
import { EquipeVisite } from '../equipe/equipe-visite';
import { lotEnMots, repartir } from '../lot/lot';
import { CeQuiManque } from './ce-qui-manque';
import '../lot/lot.css';

type Props = {
  lignes: readonly Ligne[];
  /** Why the lot before left some of them. */
  raisons: ReadonlyMap<string, string> | undefined;
  corriger: () => void;
  fermer: () => void;
};

/** Several visits are chosen: they alone are shown, not the one where the keyboard is. */
export const PanneauChoix = ({ lignes, raisons, corriger, fermer }: Props) => {
  const n = repartir(lignes).reduce((somme, g) => somme + g.lignes.length, 0);
  return (
    <aside
      className="panneau"
      aria-labelledby="choix-titre"
      onKeyDown={(ev: KeyboardEvent) => {
        if (ev.key === 'Escape' && !ev.defaultPrevented) fermer();
      }}
    >
      <TetePanneau
        id="choix-titre"
        titre={pluriel(lignes.length, 'visite choisie', 'visites choisies')}
        fermer={fermer}
      >
        {lotEnMots(lignes)}
      </TetePanneau>
      <EquipeVisite visees={lignes} saisie={false} />
      {n > 0 ? (
        <Button size="sm" onClick={corriger} data-testid="corriger-choix">
          Corriger {pluriel(n, 'visite')}
        </Button>
      ) : null}
      <CeQuiManque lignes={lignes} raisons={raisons} />
    </aside>
  );
};
