'use client';

import { Button, Divider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { lireFournisseur, partir } from '../../../_donnees/acces/connexion-unique';

/** The other way in, where one is configured. */
export const AvecFournisseur = ({ dire }: { dire: (erreur: string | undefined) => void }) => {
  const [nom, setNom] = useState<string>();
  const [enCours, setEnCours] = useState(false);
  // Without `useLecture`, which would weigh on the first screen: it has no argument, and never fails.
  useEffect(() => {
    let encore = true;
    void lireFournisseur().then((n) => encore && setNom(n));
    return () => {
      encore = false;
    };
  }, []);
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
