import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { idAlerte, idIntervention } from '#shared/contrats/ids';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { finPrevue } from '#shared/domain/intervention/couverture';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Contexte, Retenue } from '#shared/domain/types';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { clesType, plageType } from '../../store/types';

// [AL-7] An aide who has not punched out. Beyond the longest visit the alert of her departure goes, for the visit is no longer going on:
// that she has left is not known for all that.

/** What follows `alerte:<date>:<genre>:`: what it is about. */
export const sujetDe = (alerteId: string): string => alerteId.split(':').slice(3).join(':');

/** The visit whose departure an alert is about. */
export const idVisiteDe = (depuis: DateCivile, alerteId: string): string => idIntervention(depuis, sujetDe(alerteId));

/** When she was to leave a home that she has come to, and of which no call says that she has left. */
const attenduLe = (i: Intervention): Instant | undefined =>
  i.arrivee && !i.depart && !i.sansSuite ? finPrevue(i) : undefined;

const alerteDe = ({ intervention: i, statut, usagerId, intervenantId }: Retenue): Alerte[] => {
  const instant = attenduLe(i);
  if (instant === undefined || (statut !== 'EN_COURS' && statut !== 'SANS_DEPART')) return [];
  const fait = {
    ...({ genre: 'DEPART_EN_RETARD', depuis: i.date, instant, usagerId, interventionId: i.id } as const),
    ...(intervenantId === i.intervenantId ? {} : { intervenantId }),
  };
  return [{ _id: idAlerte(i.date, fait.genre, i.id), type: 'alerte', ...fait }];
};

/** Those of an antenna of which no departure is known by the punches: some by their ids, and all those of some days. */
export const lireOuvertes = async (
  m: Magasin,
  antenne: Antenne,
  { ids, jours }: { ids: readonly string[]; jours?: { de: DateCivile; avant: DateCivile } | undefined },
): Promise<Intervention[]> => {
  const nommees = (await clesType(m, 'intervention', [...new Set(ids)], { antenne })).flatMap((i) => i ?? []);
  const autres = jours ? await plageType(m, 'intervention', { antenne }, jours) : [];
  const toutes = new Map([...nommees, ...autres].map((i) => [i._id, i]));
  return [...toutes.values()].filter((i) => attenduLe(i) !== undefined);
};

/** The departures that still are not known, of these visits: neither their punches nor a correction say that she has left. */
export const lireDepartsManquants = async (
  m: Magasin,
  antenne: Antenne,
  visites: readonly Intervention[],
  { contexte, garder = () => true }: { contexte: Contexte; garder?: (alerteId: string, attendu: Instant) => boolean },
): Promise<Alerte[]> => {
  const gardees = visites.filter((i) => {
    const attendu = attenduLe(i);
    return attendu !== undefined && garder(idAlerte(i.date, 'DEPART_EN_RETARD', i.id), attendu);
  });
  const jours = gardees.map((i) => i.date).sort();
  const [premier, dernier] = [jours[0], jours.at(-1)];
  if (premier === undefined || dernier === undefined) return [];
  const autour = { de: ajouterJours(premier, -MARGE_CORRECTION_J), a: ajouterJours(dernier, MARGE_CORRECTION_J) };
  const corrections = await plageType(m, 'correction', { antenne }, autour);
  const deLaVisite = indexerCorrections(
    suivreCorrections(corrections, await plageType(m, 'verdict', { antenne }, autour)),
  );
  return gardees.flatMap((i) => alerteDe(retenir(i, deLaVisite(i), contexte)));
};
