'use client';

import { useEffect, useState } from 'react';
import type { TableauPilotage } from '#shared/pilotage/contrat';
import type { Mois } from '#shared/temps/types';
import { useBascules, useMaintenant, usePosteOuvert } from '../../../_donnees/depot/hooks';
import { EchecHttp } from '../../../_donnees/lecture/api';
import { lireTableauPilotage, relireTableauPilotage } from '../../../_donnees/lecture/pilotage';

/** `echec`: the server did not answer; what is shown is then what this PC had last read, if it had. */
export type Lu = { tableau?: TableauPilotage | undefined; echec?: string; enCours: boolean };

/** The figures of a month, read again each five minutes; without the server, the last ones known. */
export const useTableau = (mois: Mois): Lu => {
  const [lu, setLu] = useState<Lu>({ enCours: true });
  const poste = usePosteOuvert();
  const bascules = useBascules(lu.echec !== undefined);
  const cadence = Math.floor(Date.parse(useMaintenant()) / 300_000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link that is back, or time that passes, asks again.
  useEffect(() => {
    let encore = true;
    setLu((avant) => ({ ...avant, enCours: true }));
    lireTableauPilotage(mois, poste).then(
      (tableau) => encore && setLu({ tableau, enCours: false }),
      async (e: unknown) => {
        if (!(e instanceof EchecHttp)) throw e;
        const connu = await relireTableauPilotage(poste);
        if (encore) setLu({ tableau: connu, echec: e.message, enCours: false });
      },
    );
    return () => {
      encore = false;
    };
  }, [mois, poste, bascules, cadence]);
  return lu;
};
