'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import { seDeconnecter } from '../../_data/acces';
import { nommerSaisies } from '../../_data/etat-sync';
import { useSync } from '../../_data/hooks';
import { Fenetre } from '../../_ui/fenetre';

/** Leaving wipes this PC: what would be lost is said in figures first. */
export const Deconnexion = ({ fermer }: { fermer: () => void }) => {
  const sync = useSync();
  const { attente, ailleurs } = sync;
  const autres = ailleurs.filter((a) => a.attente > 0);
  const [enCours, setEnCours] = useState(false);
  return (
    <Fenetre onClose={fermer} title="Se déconnecter" centered>
      <Stack gap="md">
        <Text size="sm">
          Les données de votre compte seront effacées de ce poste. Pour revenir, il faudra le réseau et votre mot de
          passe.
        </Text>
        {attente > 0 ? (
          <Text size="sm" c="var(--ton-rouge-texte)" fw={600}>
            {nommerSaisies(sync)} {attente > 1 ? 'ne sont pas encore envoyées' : 'n’est pas encore envoyée'} : en vous
            déconnectant maintenant, vous {attente > 1 ? 'les' : 'la'} perdez. Attendez « À jour » pour{' '}
            {attente > 1 ? 'les' : 'la'} garder.
          </Text>
        ) : null}
        {autres.length > 0 ? (
          <Text size="sm" c="var(--ton-rouge-texte)">
            Dont {autres.map((a) => `${a.attente} pour l’antenne ${ANTENNES[a.antenne].libelle}`).join(', ')}.
          </Text>
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={fermer} data-autofocus>
            Rester connecté
          </Button>
          <Button
            color={attente > 0 ? 'red' : 'encre'}
            loading={enCours}
            onClick={() => {
              setEnCours(true);
              void seDeconnecter();
            }}
          >
            {attente > 0 ? `Perdre ${nommerSaisies(sync)} et se déconnecter` : 'Se déconnecter'}
          </Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};
