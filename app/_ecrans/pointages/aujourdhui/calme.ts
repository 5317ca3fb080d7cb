import { useState } from 'react';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { useDepot, usePoste, useSync } from '../../../_donnees/lecture/hooks';
import { demande } from './ordre';

/** Whether nothing waited, as the day of an antenna came on the screen. */
type Calme = { cle: string; calme: boolean };

/**
 * Said once for a day of an antenna, when its lines are there: a demand that is settled later, or a call that comes, unfolds
 * nothing under the hands of who works there.
 */
export const deciderCalme = (
  avant: Calme | undefined,
  cle: string,
  { lignes, attendues }: { lignes: readonly Ligne[]; attendues: boolean },
): Calme | undefined => {
  if (avant?.cle === cle) return avant;
  if (lignes.length === 0) return undefined;
  const calme = !lignes.some(demande);
  // What is to come may settle what waits on this PC; a day that is calm already is open at once.
  return calme || !attendues ? { cle, calme } : undefined;
};

/** Where nothing waits, the rest is all that there is to see: it opens, and stays open until she folds it. */
export const useCalme = (lignes: readonly Ligne[], jour: DateCivile): [calme: boolean, oublier: () => void] => {
  const { antenne } = usePoste();
  const { pret } = useDepot();
  const { liaison, lecture } = useSync();
  // What this PC missed while it was closed; without the network, what it holds is the day.
  const attendues = liaison === 'CONNEXION' || (liaison === 'EN_LIGNE' && lecture !== undefined);
  const [dit, dire] = useState<Calme>();
  const cle = `${antenne} ${jour}`;
  const suite = deciderCalme(dit, cle, { lignes: pret ? lignes : [], attendues });
  if (suite !== dit) dire(suite);
  return [suite?.calme === true, () => dire({ cle, calme: false })];
};
