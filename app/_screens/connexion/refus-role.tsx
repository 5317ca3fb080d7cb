'use client';

import { Button, Stack, Text } from '@mantine/core';
import type { Session } from '#shared/contrats/compte';
import { abandonnerSession } from '../../_data/acces';
import { PageSeule } from './page-seule';

/** Accounts that read no visit (architecture, "Who may do what"), or have no antenna. */
export const RefusRole = ({ session }: { session: Session }) => (
  <PageSeule titre={`Bonjour ${session.nom}`}>
    <Stack gap="md">
      <Text size="sm">
        {session.antennes.length === 0 && session.role === 'GESTIONNAIRE'
          ? 'Aucune antenne n’est attribuée à votre compte. Demandez-la à un administrateur.'
          : 'Votre rôle ne donne pas accès aux visites. Utilisez un compte de gestionnaire, ou adressez-vous à un administrateur.'}
      </Text>
      <Button variant="default" onClick={() => void abandonnerSession()}>
        Changer de compte
      </Button>
    </Stack>
  </PageSeule>
);
