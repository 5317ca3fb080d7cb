'use client';

import type { TableauPilotage } from '#shared/pilotage/contrat';
import type { Mois } from '#shared/temps/types';
import { useMaintenant, usePosteOuvert } from '../../../_donnees/lecture/hooks';
import { lireTableauPilotage, relireTableauPilotage } from '../../../_donnees/lecture/pilotage';
import { useLecture } from '../../../_donnees/lecture/use-lecture';

/** `echec`: the server did not answer; what is shown is then what this PC had last read, if it had. */
export type Lu = { tableau: TableauPilotage | undefined; echec: string | undefined; enCours: boolean };

/** The figures of a month, read again each five minutes; without the server, the last ones known. */
export const useTableau = (mois: Mois): Lu => {
  const poste = usePosteOuvert();
  const cadence = Math.floor(Date.parse(useMaintenant()) / 300_000);
  const lu = useLecture(['pilotage', mois, poste?.nom], () => lireTableauPilotage(mois, poste), { tour: cadence });
  const enEchec = lu.echec !== undefined;
  const garde = useLecture(enEchec ? ['pilotage-garde', mois, poste?.nom] : undefined, () =>
    relireTableauPilotage(poste),
  );
  // The failure is told with what this PC has kept, or that it has kept nothing.
  if (enEchec && !garde.enCours) return { tableau: garde.valeur, echec: lu.echec, enCours: lu.enCours };
  return { tableau: lu.valeur ?? lu.derniere, echec: undefined, enCours: lu.enCours || garde.enCours };
};
