'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { nomComplet } from '#shared/mots/textes';
import { noterConsultation } from '../../../_donnees/acces/consultations';
import { useSession } from '../../../_donnees/lecture/hooks';
import { Appeler } from '../../../_ui/appeler';

/** An aide's own number, out of a visit that needs it: on request only, and each reading goes to the audit log. */
export const TelephoneAide = ({ intervenant: i }: { intervenant: Intervenant }) => {
  const { identifiant } = useSession();
  const [montre, setMontre] = useState(false);
  if (i.telephone === undefined) return <span className="discret">non connu</span>;
  if (montre) return <Appeler numero={i.telephone} chez={nomComplet(i)} />;
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Afficher le téléphone : ${nomComplet(i)}`}
      onClick={() => {
        noterConsultation(identifiant, { intervenantId: i.id });
        setMontre(true);
      }}
    >
      Afficher
    </Button>
  );
};
