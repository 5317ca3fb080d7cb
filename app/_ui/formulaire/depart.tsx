'use client';

import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { notifications } from '../notifications';
import type { Demander } from '../quitter';
import { premierChamp } from './premier-champ';
import type { Formulaire as De } from './use-formulaire';

const direGardee = (): void => {
  notifications.hide('brouillon');
  notifications.show({
    id: 'brouillon',
    color: 'blue',
    autoClose: 4_000,
    title: 'Saisie gardée, pas encore enregistrée',
    message: 'Ce que vous avez tapé sera là quand vous rouvrirez.',
  });
};

type QuestionProps = { continuer: () => void; partir: () => void };

/** Asked in the form itself, at its foot: nothing that one types is covered. */
const Question = ({ continuer, partir }: QuestionProps) => {
  const id = useId();
  const premier = useRef<HTMLButtonElement>(null);
  useEffect(() => premier.current?.focus(), []);
  return (
    <div role="alertdialog" aria-labelledby={id} className="depart">
      <Text size="sm" fw={600} id={id}>
        Ce que vous avez tapé n’est pas enregistré, et ne sera pas gardé.
      </Text>
      <Group gap="sm">
        <Button ref={premier} size="xs" onClick={continuer}>
          Continuer la saisie
        </Button>
        <Button size="xs" variant="default" onClick={partir}>
          Ne pas garder
        </Button>
      </Group>
    </div>
  );
};

type Attend = { partir: () => void; avant: Element | null };

/**
 * Leaving a form: what is typed is kept, which is said, or it would be lost, and one is asked once. Asked again, by Échap, it goes on.
 */
export const useDepart = <T,>(de: De<T>): { question: ReactNode; demander: Demander } => {
  const [attend, setAttend] = useState<Attend>();
  const dernier = useRef({ de, attend });
  useEffect(() => {
    dernier.current = { de, attend };
  });
  const continuer = useCallback((): void => {
    const { de, attend } = dernier.current;
    setAttend(undefined);
    const { element } = de;
    const avant = attend?.avant instanceof HTMLElement && element.current?.contains(attend.avant) ? attend.avant : null;
    (avant ?? premierChamp(element.current))?.focus();
  }, []);
  const demander = useCallback<Demander>(
    (partir) => {
      const { de, attend } = dernier.current;
      if (attend) return continuer();
      const laissee = de.laissee();
      if (laissee === 'ECRITE') return;
      if (laissee === 'PERDUE') return setAttend({ partir, avant: document.activeElement });
      if (laissee === 'GARDEE') direGardee();
      partir();
    },
    [continuer],
  );
  const question = attend ? <Question continuer={continuer} partir={attend.partir} /> : null;
  return { question, demander };
};
