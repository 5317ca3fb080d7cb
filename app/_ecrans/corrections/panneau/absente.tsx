import { Text } from '@mantine/core';
import { estExcusable } from '#shared/domain/alerte/dispenses';
import { absenteDuPlanning } from '#shared/domain/intervention/absente-planning';
import type { Ligne } from '../../../_donnees/depot/lignes';

/** A visit that Millésime has taken out of its planning is still expected here: who looks at it is told, and what to do. */
export const Absente = ({ ligne: { retenue } }: { ligne: Ligne }) => {
  const absente = estExcusable(retenue.statut) ? absenteDuPlanning(retenue.intervention) : undefined;
  if (absente === undefined) return null;
  return (
    <Text size="sm" data-testid="absente-planning">
      Visite {absente} : si elle n’a plus lieu, annulez-la ici et prévenez l’aide.
    </Text>
  );
};
