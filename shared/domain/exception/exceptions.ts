import type { Anomalie } from '../../contrats/commun';
import { aLaMinute, ecartMinutes } from '../../temps/paris';
import type { Minutes } from '../../temps/types';
import { dureePrevue } from '../intervention/couverture';
import type { ParametresAu, Retenue } from '../types';

/** [AL-6] Anomalies of what was done beside what was planned: looked at together, never alerts one by one. */
export const EXCEPTIONS = [
  'VISITE_COURTE',
  'ARRIVEE_TARDIVE',
  'DEPART_ANTICIPE',
] as const satisfies readonly Anomalie[];
export type Exception = (typeof EXCEPTIONS)[number];

/**
 * [AL-6] What is out of the ordinary of one visit, in the order of the table; nothing of one that was annulled, or that nobody had
 * planned. `duree`: its retained minutes [DU-2], undefined where an hour is missing. Several planned visits punched once are one
 * visit, from the start of the first to the end of the last [AP-11].
 */
export const exceptionsDe = (r: Retenue, duree: Minutes | undefined, parametresAu: ParametresAu): Exception[] => {
  const { intervention: i } = r;
  const prevue = dureePrevue(i);
  if (r.supprimee || !i.visite || prevue === undefined) return [];
  const { courtePart, courteMinutes, tardiveApres, anticipeAvant } = parametresAu(i.date);
  const fin = i.couvertes?.at(-1)?.fin ?? i.visite.fin;
  const retard = i.arrivee && ecartMinutes(i.visite.debut, aLaMinute(i.arrivee.instant));
  const avance = i.depart && ecartMinutes(aLaMinute(i.depart.instant), fin);
  const courte = duree !== undefined && duree * 100 < prevue * courtePart && prevue - duree >= courteMinutes;
  const vraies: Record<Exception, boolean> = {
    VISITE_COURTE: courte,
    ARRIVEE_TARDIVE: retard !== undefined && retard > tardiveApres,
    DEPART_ANTICIPE: avance !== undefined && avance > anticipeAvant,
  };
  return EXCEPTIONS.filter((e) => vraies[e]);
};
