'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useSync } from '../../../_donnees/lecture/hooks';
import { envoyer } from '../../../_donnees/serveur/api';
import { refusDe } from '../../../_donnees/serveur/refus';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { Fenetre } from '../../../_ui/fenetre';
import { notifications } from '../../../_ui/notifications';

type Change = {
  /** Where the server gives another one. */
  adresse: string;
  /** What will follow of it. */
  explication: string;
  /** What is left to do once it is done. */
  ensuite: string;
};

const Confirmation = ({ adresse, explication, ensuite, fermer }: Change & { fermer: () => void }) => {
  const [enCours, setEnCours] = useState(false);
  const [erreur, setErreur] = useState<string>();
  const renouveler = async (): Promise<void> => {
    setEnCours(true);
    setErreur(undefined);
    try {
      await envoyer(adresse, {});
      notifications.show({ color: 'green', title: 'Code changé', message: `L’ancien ne sert plus. ${ensuite}` });
      fermer();
    } catch (e) {
      setErreur(refusDe(e).message);
      setEnCours(false);
    }
  };
  return (
    <Fenetre onClose={fermer} title="Changer le code" size="md">
      <Stack gap="sm">
        <Text size="sm">{explication}</Text>
        <ErreurFormulaire message={erreur} />
        <Group justify="flex-end">
          <Button variant="default" onClick={fermer}>
            Garder le code
          </Button>
          <Button onClick={() => void renouveler()} loading={enCours} data-autofocus>
            Changer le code
          </Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};

/** The button that gives another code for the telephone, between what stands beside it; with the network only, and it says why. */
export const ChangerCode = ({
  libelle = 'Changer le code',
  taille = 'xs',
  avant,
  apres,
  ...change
}: Change & { libelle?: string; taille?: 'xs' | 'compact-xs'; avant?: ReactNode; apres?: ReactNode }) => {
  const { liaison } = useSync();
  const [ouvert, setOuvert] = useState(false);
  const raison = useId();
  const enLigne = liaison === 'EN_LIGNE';
  return (
    <>
      <Group gap="xs">
        {avant}
        <Button
          size={taille}
          variant="default"
          // Still reached by the keyboard: its reason is then read out.
          aria-disabled={!enLigne}
          data-disabled={!enLigne}
          {...(enLigne ? {} : { 'aria-describedby': raison })}
          onClick={() => {
            if (enLigne) setOuvert(true);
          }}
        >
          {libelle}
        </Button>
        {apres}
      </Group>
      {enLigne ? null : (
        <Text size="xs" c="dimmed" id={raison}>
          Changer le code demande le réseau : le téléphone doit le connaître aussitôt.
        </Text>
      )}
      {ouvert ? <Confirmation {...change} fermer={() => setOuvert(false)} /> : null}
    </>
  );
};
