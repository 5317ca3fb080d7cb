'use client';

import { Alert } from '@mantine/core';
import type { Mois } from '#shared/temps/types';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { phraseMoisClos } from './clos';

/** [CO-5] Said before typing, where one of the months is closed. */
export const MoisClos = ({ mois }: { mois: readonly Mois[] }) => {
  const { clotures } = useDepot();
  const phrase = phraseMoisClos(clotures, mois);
  return (
    <div aria-live="polite" style={{ display: 'contents' }}>
      {phrase ? (
        <Alert color="yellow" p="xs" variant="light" data-testid="mois-clos">
          {phrase}
        </Alert>
      ) : null}
    </div>
  );
};
