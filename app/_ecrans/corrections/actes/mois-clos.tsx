'use client';

import { Alert } from '@mantine/core';
import type { Mois } from '#shared/temps/types';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { phraseMoisClos, type TouchantUnMoisClos } from './clos';

/** [CO-5] Said before typing, and over a list that lets correct, where one of the months is closed. */
export const MoisClos = ({ mois, quoi }: { mois: readonly Mois[]; quoi?: TouchantUnMoisClos }) => {
  const { clotures } = useDepot();
  const phrase = phraseMoisClos(clotures, mois, quoi);
  return (
    <div aria-live="polite" style={{ display: 'contents' }}>
      {phrase ? (
        <Alert color="yellow" p="xs" variant="light" data-testid={quoi === 'LISTE' ? 'liste-close' : 'mois-clos'}>
          {phrase}
        </Alert>
      ) : null}
    </div>
  );
};
