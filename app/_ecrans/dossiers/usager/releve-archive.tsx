'use client';

import { Button, Text } from '@mantine/core';
import { moisEnMots } from '#shared/libelles/formats';
import type { Mois } from '#shared/temps/types';
import { prendreReleve } from '../../../_donnees/lecture/releves';
import { useAction } from '../../../_ui/demandes/appeler';

/** [RE] The month's statement as it was sealed in the archive; what is missing is said by the server. */
export const ReleveArchive = ({ usagerId, mois }: { usagerId: string; mois: Mois }) => {
  const { refus, enCours, faire } = useAction();
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={enCours}
        aria-label={`Relevé archivé, ${moisEnMots(mois)} (PDF)`}
        onClick={() => void faire(() => prendreReleve(usagerId, mois))}
      >
        Relevé archivé (PDF)
      </Button>
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
    </>
  );
};
