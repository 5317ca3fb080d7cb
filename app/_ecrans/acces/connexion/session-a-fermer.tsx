'use client';

import { Alert } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { chaqueFois } from '../../../_commun/enchainer';
import { sortie } from '../../../_donnees/serveur/api';

const ESSAI_MS = 5_000;
const essayer = (): void => void sortie.solder().catch(() => undefined);

/** Whoever left during a cut is told that her session is still open, and it is closed as soon as the server answers. */
export const SessionAFermer = () => {
  const due = useSyncExternalStore(sortie.due.abonner, sortie.due.lire, () => false);
  const [vueDue, setVueDue] = useState(due);
  if (due && !vueDue) setVueDue(true);
  useEffect(() => {
    if (due) return chaqueFois(essayer, ESSAI_MS);
    return undefined;
  }, [due]);
  if (!vueDue) return null;
  return (
    <Alert mb="md" p="sm" variant="light" color={due ? 'yellow' : 'green'} role="status" data-testid="session-a-fermer">
      {due
        ? 'Le serveur ne répond pas : la session que vous venez de quitter y est encore ouverte. Ce poste la fermera dès qu’il le joindra, avant toute autre demande.'
        : 'La session que vous aviez quittée est maintenant fermée.'}
    </Alert>
  );
};
