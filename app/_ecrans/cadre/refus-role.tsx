'use client';

import { Button, Stack, Text } from '@mantine/core';
import type { Session } from '#shared/contrats/acces/compte';
import { abandonnerSession } from '../../_donnees/acces/depart';
import { PageSeule } from '../acces/connexion/page-seule';
import { Retraits } from './bandeaux/retraits';

/** A manager who has no antenna. */
export const RefusRole = ({ session }: { session: Session }) => (
  <PageSeule titre={`Bonjour ${session.nom}`}>
    <Stack gap="md">
      <Text size="sm">Aucune antenne n’est attribuée à votre compte. Demandez-la à un administrateur.</Text>
      <Retraits session={session} />
      <Button variant="default" onClick={() => void abandonnerSession()}>
        Changer de compte
      </Button>
    </Stack>
  </PageSeule>
);
