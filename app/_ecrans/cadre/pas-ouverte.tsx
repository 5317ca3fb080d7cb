'use client';

import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { abandonnerSession } from '../../_donnees/acces/depart';
import { rouvrir } from '../../_donnees/acces/entree';
import { PageSeule } from '../acces/connexion/page-seule';

type Proprietes = { session: Session; antenne: Antenne; message: string };

/** This PC did not open an antenna (its disk is full): why, once more, or another of the account. */
export const PasOuverte = ({ session, antenne, message }: Proprietes) => {
  const [enCours, setEnCours] = useState<Antenne>();
  const essayer = (a: Antenne): void => {
    setEnCours(a);
    void rouvrir(a).finally(() => setEnCours(undefined));
  };
  const autres = antennesDe(session).filter((a) => a !== antenne);
  return (
    <PageSeule titre={`Bonjour ${session.nom}`}>
      <Stack gap="md">
        <Text size="sm" role="alert">
          {message}
        </Text>
        <Button loading={enCours === antenne} disabled={enCours !== undefined} onClick={() => essayer(antenne)}>
          Réessayer
        </Button>
        {autres.map((a) => (
          <Button
            key={a}
            variant="default"
            loading={enCours === a}
            disabled={enCours !== undefined}
            onClick={() => essayer(a)}
          >
            Ouvrir l’antenne {libelleAntenne(a)}
          </Button>
        ))}
        <Button variant="subtle" disabled={enCours !== undefined} onClick={() => void abandonnerSession()}>
          Changer de compte
        </Button>
      </Stack>
    </PageSeule>
  );
};
