'use client';

import { Button, Stack, Text } from '@mantine/core';
import type { Session } from '#shared/contrats/acces/compte';
import { reprendreConnexion } from '../../../_donnees/acces/demarrage';
import { abandonnerSession } from '../../../_donnees/acces/depart';
import { ActiverSecondFacteur } from '../compte/activer-second-facteur';
import { PageSeule } from './page-seule';

/** The role asks for a second factor that the account has not: nothing else is open before. */
export const SecondFacteurDu = ({ session }: { session: Session }) => (
  <PageSeule titre={`Bonjour ${session.nom}`}>
    <Stack gap="md">
      <Text size="sm">Votre rôle demande un second facteur : un code de votre téléphone, en plus du mot de passe.</Text>
      <ActiverSecondFacteur finir={() => void reprendreConnexion()} />
      <Button variant="subtle" onClick={() => void abandonnerSession()}>
        Changer de compte
      </Button>
    </Stack>
  </PageSeule>
);
