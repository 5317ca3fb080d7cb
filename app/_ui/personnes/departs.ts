import { useMemo } from 'react';
import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { useAujourdhui, useDepot } from '../../_donnees/lecture/hooks';
import { absenceEnMots, absencesDuPoste } from '../heures/tapee';

export type Departs = ReadonlyMap<string, string>;

/** Usagers who have left for good, by their id: « Décès le 3 nov. ». */
export const departsDuPoste = (e: Pick<EtatDepot, 'saisies' | 'refus'>, aujourdhui: DateCivile): Departs =>
  new Map(
    absencesDuPoste(e)
      .filter((a) => NATURES_ABSENCE[a.nature].definitive && a.du <= aujourdhui)
      .map((a) => [a.usagerId, absenceEnMots(a, aujourdhui)]),
  );

/** The same Map as long as it says the same: what is made of it is not made again at each saisie. */
export const useDeparts = (): Departs => {
  const { saisies, refus } = useDepot();
  const aujourdhui = useAujourdhui();
  const dits = useMemo(
    () => JSON.stringify([...departsDuPoste({ saisies, refus }, aujourdhui)]),
    [saisies, refus, aujourdhui],
  );
  return useMemo(() => new Map(JSON.parse(dits) as [string, string][]), [dits]);
};

/** Said first: where a line is cut, it is still read. */
export const avecDepart = (detail: string, depart: string | undefined): string =>
  depart === undefined ? detail : `${depart} · ${detail}`;
