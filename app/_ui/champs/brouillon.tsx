'use client';

import { Button, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Lieu } from '../../_donnees/depot/brouillons';
import { useBrouillons } from '../../_donnees/lecture/hooks';
import { ecart, reprendre } from './ecart';

export type Tapee<T> = {
  valeur: T;
  changer: (partie: Partial<T>) => void;
  /** Something is typed that is not sent. */
  entamee: boolean;
  /** It was typed before the form was opened. */
  reprise: boolean;
  /** As the form says by itself. */
  effacer: () => void;
  /** It is sent: there is nothing to give back. What it answers gives it back after all, where it could not be kept. */
  envoyee: () => () => void;
  /** Another each time that it is wiped: for fields that hold a text of their own. */
  tour: number;
};

/**
 * What is typed in a form, kept under its place until it is sent: whatever closes the form, it is there again. `depart`: what the form
 * says by itself; read once, as is the place. `avec`: fields that are no typing on their own.
 */
export const useBrouillon = <T extends object>(
  ou: Lieu,
  depart: () => T,
  avec: readonly (keyof T)[] = [],
): Tapee<T> => {
  const brouillons = useBrouillons();
  const [lieu] = useState(() => brouillons.place(ou));
  const [vierge] = useState(depart);
  const [etat, poser] = useState(() => {
    const garde = brouillons.lire(lieu);
    return { valeur: reprendre(vierge, garde), reprise: garde !== undefined, tour: 0 };
  });
  // Two changes may come before one drawing.
  const derniere = useRef(etat.valeur);
  const garder = (valeur: T): void => brouillons.garder(lieu, ecart(vierge, valeur, avec));
  return {
    ...etat,
    entamee: Object.keys(ecart(vierge, etat.valeur, avec)).length > 0,
    changer: (partie) => {
      const valeur = { ...derniere.current, ...partie };
      derniere.current = valeur;
      garder(valeur);
      poser((avant) => ({ ...avant, valeur }));
    },
    effacer: () => {
      derniere.current = vierge;
      brouillons.oublier(lieu);
      poser(({ tour }) => ({ valeur: vierge, reprise: false, tour: tour + 1 }));
    },
    envoyee: () => {
      const envoi = derniere.current;
      brouillons.oublier(lieu);
      return () => garder(envoi);
    },
  };
};

type MarqueProps = { de: Pick<Tapee<never>, 'reprise' | 'effacer'> };

/** At the head of a form that opens on what was typed before. */
export const BrouillonRepris = ({ de }: MarqueProps) => (
  <div role="status" className={de.reprise ? 'brouillon' : 'brouillon--aucun'}>
    {de.reprise ? (
      <>
        <Text size="xs" c="dimmed" component="span">
          Brouillon repris
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={(ev) => {
            // It goes with what it wipes: the keyboard is where one types.
            ev.currentTarget.form?.querySelector<HTMLElement>('textarea, input:not([type="radio"])')?.focus();
            de.effacer();
          }}
        >
          Effacer
        </Button>
      </>
    ) : null}
  </div>
);
