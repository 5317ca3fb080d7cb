'use client';

import { Button, Divider } from '@mantine/core';
import { useState } from 'react';
import { lireFournisseur, partir } from '../../../_donnees/acces/connexion-unique';
import { useLecture } from '../../../_donnees/lecture/use-lecture';

/** The other way in, where one is configured. */
export const AvecFournisseur = ({ dire }: { dire: (erreur: string | undefined) => void }) => {
  const { valeur: nom } = useLecture(['fournisseur'], lireFournisseur);
  const [enCours, setEnCours] = useState(false);
  if (nom === undefined) return null;
  const aller = async (): Promise<void> => {
    dire(undefined);
    setEnCours(true);
    const refus = await partir();
    // Leaving goes on while the provider's page loads.
    if (refus) {
      setEnCours(false);
      dire(refus.message);
    }
  };
  return (
    <>
      <Divider label="ou" />
      <Button
        variant="default"
        loading={enCours}
        fullWidth
        h="auto"
        mih={36}
        py={6}
        styles={{ label: { whiteSpace: 'normal' } }}
        onClick={() => void aller()}
      >
        Se connecter avec {nom}
      </Button>
    </>
  );
};
