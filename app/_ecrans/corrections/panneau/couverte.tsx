import { Button, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { idIntervention } from '#shared/contrats/ids';
import { heure } from '#shared/mots/dates';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { lienVisite } from '../../../_ui/adresses/numeros';

type Props = { ligne: Ligne; saisie: boolean; setSaisie: (saisie: boolean) => void };

/** [AP-11] Where the hours of a covered visit are, and are corrected. */
export const Couverte = ({ ligne, saisie, setSaisie }: Props) => {
  const lien = useRef<HTMLAnchorElement>(null);
  const { couverture } = ligne.retenue.intervention;
  // Who asks to correct it is led to the visit that has its hours; no form is left waiting to open on that one.
  useEffect(() => {
    if (!saisie) return;
    setSaisie(false);
    lien.current?.focus();
  }, [saisie, setSaisie]);
  if (!couverture) return null;
  return (
    <Stack gap={6} align="flex-start" data-testid="couverte">
      <Text size="sm">
        Ses heures sont celles de la visite de {heure(couverture.arrivee.instant)} : corrigez celle-là.
      </Text>
      <Button
        size="sm"
        component={Link}
        ref={lien}
        href={lienVisite(ligne.date, idIntervention(ligne.date, couverture.id))}
        prefetch={false}
      >
        Voir la visite de {heure(couverture.arrivee.instant)}
      </Button>
    </Stack>
  );
};

/** [AP-11] What covered it was corrected to end before the middle of it: whether it took place is to be said. */
export const Quittee = ({ ligne }: { ligne: Ligne }) => {
  const { quittee, supprimee, intervention } = ligne.retenue;
  if (!quittee || supprimee || !intervention.couverture) return null;
  return (
    <Text size="sm" data-testid="quittee">
      La visite de {heure(intervention.couverture.arrivee.instant)}, qui la couvrait, a été corrigée et finit avant
      celle-ci : annulez-la si elle n’a pas eu lieu, ou donnez ses heures.
    </Text>
  );
};

/** [AP-11] The planned visits whose hours these are too: nothing is to be done for them. */
export const CouvreAussi = ({ ligne }: { ligne: Ligne }) => {
  const { couvertes } = ligne.retenue.intervention;
  if (!couvertes || couvertes.length === 0) return null;
  const prevues = couvertes.map((v) => `de ${heure(v.debut)} à ${heure(v.fin)}`);
  return (
    <Text size="sm" data-testid="couvre-aussi">
      Couvre aussi {prevues.length > 1 ? 'les visites prévues' : 'la visite prévue'} {prevues.join(' et ')}.
    </Text>
  );
};
