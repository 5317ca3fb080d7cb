import { Button, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { idIntervention } from '#shared/contrats/ids';
import { heure } from '#shared/libelles/formats';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { lienVisite } from '../../../_ui/adresses/numeros';

/** [AP-11] Where the hours of a covered visit are, and are corrected. */
export const Couverte = ({ ligne }: { ligne: Ligne }) => {
  const { couverture } = ligne.retenue.intervention;
  if (!couverture) return null;
  return (
    <Stack gap={6} align="flex-start" data-testid="couverte">
      <Text size="sm">
        Ses heures sont celles de la visite de {heure(couverture.arrivee.instant)} : corrigez celle-là.
      </Text>
      <Button
        size="sm"
        component={Link}
        href={lienVisite(ligne.date, idIntervention(ligne.date, couverture.id))}
        prefetch={false}
      >
        Voir la visite de {heure(couverture.arrivee.instant)}
      </Button>
    </Stack>
  );
};
