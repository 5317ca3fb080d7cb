'use client';

import { Text } from '@mantine/core';
import type { DateCivile } from '#shared/temps/types';
import { lireFenetre } from '../../_donnees/base/stockage';
import { usePoste } from '../../_donnees/lecture/hooks';
import { type HorsGarde, horsGarde } from '../actes/jour';

/** What this PC does not keep of these civil dates, both included; undefined where it keeps them all. */
export const useHorsGarde = (de: DateCivile, a: DateCivile): HorsGarde | undefined =>
  horsGarde(de, a, lireFenetre(usePoste().nom));

export const SEMAINE_NON_GARDEE = 'Cette semaine n’est pas gardée sur ce poste';
export const MOIS_NON_GARDE = 'Ce mois n’est pas gardé sur ce poste';

/** In place of visits that this PC has not: `quoi` says which. */
export const VideHorsGarde = ({ quoi, de }: { quoi: string; de: HorsGarde }) => (
  <div className="vide" data-testid="hors-garde">
    <Text fw={600}>{quoi}</Text>
    <Text size="sm" c="dimmed">
      {de.phrase}
    </Text>
  </div>
);
