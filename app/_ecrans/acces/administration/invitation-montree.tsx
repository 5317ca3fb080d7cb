'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { InvitationFaite } from '#shared/contrats/acces/administration';
import { deNom } from '#shared/mots/textes';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { Fenetre } from '../../../_ui/fenetre';
import { jusqua } from '../../../_ui/mots/quand';

/** Where the link went; the link itself, once, where no mail left. */
export const InvitationMontree = ({ invitation: i, fermer }: { invitation: InvitationFaite; fermer: () => void }) => {
  const maintenant = useMaintenant();
  const [copie, setCopie] = useState(false);
  const copier = (): void => {
    void navigator.clipboard?.writeText(i.lien ?? '').then(() => setCopie(true));
  };
  return (
    <Fenetre onClose={fermer} title={`Invitation ${deNom(i.compte.nom)}`} centered>
      <Stack gap="md">
        {i.envoyeeA ? (
          <Alert color="green" variant="light" p="sm" role="status">
            Le lien part par courriel à {i.envoyeeA}. Il sert une fois, {jusqua(i.expireLe, maintenant)}.
          </Alert>
        ) : (
          <>
            <Text size="sm">
              Aucun courriel n’est parti. Donnez ce lien à la personne, par un moyen sûr : il sert une fois,{' '}
              {jusqua(i.expireLe, maintenant)}, et ne sera plus montré.
            </Text>
            <p className="code" data-testid="lien">
              {i.lien}
            </p>
            <Button variant="default" onClick={copier}>
              {copie ? 'Lien copié' : 'Copier le lien'}
            </Button>
          </>
        )}
        <Group justify="flex-end">
          <Button onClick={fermer}>Fermer</Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};
