'use client';

import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { moisEnMots } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import { antennesDesReleves, prendreReleve } from '../../../_donnees/lecture/releves';
import { useAction } from '../../../_ui/demandes/appeler';

/** [RE] The month's statement as it was sealed in the archive, each of them where the usager moved; what is missing is said by the server. */
export const ReleveArchive = ({ usagerId, mois }: { usagerId: string; mois: Mois }) => {
  const { refus, enCours, faire } = useAction();
  const [plusieurs, setPlusieurs] = useState<readonly Antenne[]>([]);
  const demander = async (): Promise<void> => {
    const [seule, ...autres] = await antennesDesReleves(usagerId, mois);
    if (seule !== undefined && autres.length === 0) await prendreReleve(usagerId, mois, seule);
    else if (seule !== undefined) setPlusieurs([seule, ...autres]);
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={enCours}
        aria-label={`Relevé archivé, ${moisEnMots(mois)} (PDF)`}
        onClick={() => void faire(demander)}
      >
        Relevé archivé (PDF)
      </Button>
      {plusieurs.length > 0 ? (
        <Text size="sm" role="status">
          Un relevé par antenne, ce mois-là :
        </Text>
      ) : null}
      {plusieurs.map((antenne) => (
        <Button
          key={antenne}
          size="compact-sm"
          variant="default"
          disabled={enCours}
          aria-label={`Relevé archivé de l’antenne ${libelleAntenne(antenne)}, ${moisEnMots(mois)} (PDF)`}
          onClick={() => void faire(() => prendreReleve(usagerId, mois, antenne))}
        >
          {libelleAntenne(antenne)} (PDF)
        </Button>
      ))}
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
    </>
  );
};
