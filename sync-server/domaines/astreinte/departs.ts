import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { idAlerte, idIntervention } from '#shared/contrats/ids';
import { finPrevue } from '#shared/domain/intervention/couverture';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { clesType, plageType } from '../../store/types';
import { sujetDe } from './issue';

// [AL-7] An aide who has not punched out. Beyond the longest visit the alert of her departure goes, for the visit is no longer going on:
// that she has left is not known for all that.

/** The alert of a departure, by its id, as that of the call that is missing says it. */
export const idIncomplet = (depuis: DateCivile, alerteId: string): string =>
  idAlerte(depuis, 'APPEL_INCOMPLET', sujetDe(alerteId));

/** [AL-1] That one goes once a manager has corrected the visit. */
const departManquant = (i: Intervention, { usagerId, intervenantId }: Alerte): Alerte[] => {
  const instant = i.arrivee && !i.depart && !i.sansSuite ? finPrevue(i) : undefined;
  if (instant === undefined) return [];
  const fait = {
    genre: 'DEPART_EN_RETARD',
    depuis: i.date,
    instant,
    usagerId: usagerId ?? i.usagerId,
    ...(intervenantId === undefined ? {} : { intervenantId }),
    interventionId: i.id,
  } as const;
  return [{ _id: idAlerte(i.date, fait.genre, i.id), type: 'alerte', ...fait }];
};

/** Her next call. */
const JOURS = 2;
const estAilleurs = (i: Intervention, intervenantId: string, { instant }: Alerte): boolean =>
  i.intervenantId === intervenantId &&
  [i.arrivee, i.depart].some((x) => x !== undefined && instant !== undefined && x.instant > instant);

/**
 * The departures that still are not known, of the calls that are said to be missing by these ids (`APPEL_INCOMPLET`): neither the visit,
 * nor a later call of this aide, nor a correction says that she has left.
 */
export const lireDepartsManquants = async (
  m: Magasin,
  antenne: Antenne,
  ids: readonly string[],
  garder: (a: Alerte) => boolean = () => true,
): Promise<Alerte[]> => {
  const incomplets = (await clesType(m, 'alerte', ids, { antenne })).flatMap((a) => a ?? []);
  const lues = await clesType(
    m,
    'intervention',
    incomplets.map((a) => idIntervention(a.depuis, a.interventionId ?? '')),
    { antenne },
  );
  const manquent = incomplets.flatMap((dit, n) => {
    const i = lues[n];
    return i ? departManquant(i, dit).flatMap((alerte) => (garder(alerte) ? { i, alerte } : [])) : [];
  });
  const [premier] = manquent.map(({ i }) => i.date).sort();
  if (premier === undefined) return [];
  const depuis = await plageType(m, 'intervention', { antenne }, { de: premier, a: ajouterJours(premier, JOURS) });
  return manquent.flatMap(({ i, alerte }) =>
    depuis.some((x) => estAilleurs(x, alerte.intervenantId ?? i.intervenantId, alerte)) ? [] : [alerte],
  );
};
