'use client';

import { Alert, Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { differer } from '../../../_ui/champs/differe';

const FormulaireConnexion = differer(() =>
  import('../../acces/connexion/connexion').then((m) => m.FormulaireConnexion),
);

/** The session is over; the screens stay, and so does all that is typed. */
export const SessionFinie = () => {
  const { session } = usePoste();
  const [ouverte, setOuverte] = useState(false);
  return (
    <>
      <Alert color="red" variant="light" p="xs" className="bandeau" role="alert">
        Votre session est terminée. Vous pouvez continuer : tout est gardé sur ce poste, et partira quand vous serez
        reconnecté.
        <Button size="compact-sm" ml="sm" onClick={() => setOuverte(true)}>
          Se reconnecter
        </Button>
      </Alert>
      <Modal opened={ouverte} onClose={() => setOuverte(false)} title="Se reconnecter" centered>
        <FormulaireConnexion identifiant={session.identifiant} surSucces={() => setOuverte(false)} />
      </Modal>
    </>
  );
};
