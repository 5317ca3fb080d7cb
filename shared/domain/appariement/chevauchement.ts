import type { Intervention } from '../../contrats/corrections/intervention';
import { aLaMinute, ecartMinutes } from '../../temps/paris';
import { type DateCivile, type Instant, type Minutes, minutes } from '../../temps/types';
import { comparer, plusTard } from './ordre';

/** [PT-5] A usager's own numbers on a civil date: of the file and not taken back, or attached to it. */
export type TelephonesDe = (usagerId: string, date: DateCivile) => readonly string[];

type ChezQui = Pick<Intervention, 'usagerId' | 'date'>;

/** A couple at one number is served at once, whatever it was punched by: her own mobile says of two homes no more than a slip does. */
export const serviesEnsemble = (a: ChezQui, b: ChezQui, telephones: TelephonesDe): boolean => {
  if (a.usagerId === b.usagerId) return false;
  const siens = new Set(telephones(a.usagerId, a.date));
  return telephones(b.usagerId, b.date).some((n) => siens.has(n));
};

/** [AP-10] Two visits of ONE intervenant that cannot both be true as they were punched. */
export const seChevauchent = (a: Intervention, b: Intervention, telephones: TelephonesDe): boolean => {
  if (!a.arrivee || !a.depart || !b.arrivee || !b.depart) return false;
  return (
    aLaMinute(a.arrivee.instant) < aLaMinute(b.depart.instant) &&
    aLaMinute(b.arrivee.instant) < aLaMinute(a.depart.instant) &&
    !serviesEnsemble(a, b, telephones)
  );
};

/** [AP-10] Raw minutes that two complete visits have in common; 0 where they do not overlap. */
export const minutesCommunes = (a: Intervention, b: Intervention): Minutes => {
  if (!a.arrivee || !a.depart || !b.arrivee || !b.depart) return minutes(0);
  const debut = plusTard(a.arrivee.instant, b.arrivee.instant);
  const [fin = debut] = [a.depart.instant, b.depart.instant].sort(comparer);
  return minutes(Math.max(0, ecartMinutes(aLaMinute(debut), aLaMinute(fin))));
};

type Complete = { i: Intervention; debut: Instant; fin: Instant };

/** Those that overlap another, each looked at beside those that were still under way as it began. */
const chevauchees = (interventions: readonly Intervention[], telephones: TelephonesDe): Set<Intervention> => {
  const completes = interventions
    .flatMap((i): Complete[] =>
      i.arrivee && i.depart ? [{ i, debut: aLaMinute(i.arrivee.instant), fin: aLaMinute(i.depart.instant) }] : [],
    )
    .sort((a, b) => comparer(a.debut, b.debut));
  const touchees = new Set<Intervention>();
  let enCours: Complete[] = [];
  for (const c of completes) {
    enCours = enCours.filter((x) => x.fin > c.debut);
    for (const x of enCours) {
      if (x.i._id === c.i._id || !seChevauchent(x.i, c.i, telephones)) continue;
      touchees.add(x.i).add(c.i);
    }
    enCours.push(c);
  }
  return touchees;
};

/**
 * [AP-10] Sets or clears CHEVAUCHEMENT on the interventions of ONE intervenant (all usagers, all antennas, the days around).
 * Several aides at one usager (binôme) never meet here. Returns the same objects where nothing changes.
 */
export const signalerChevauchements = (
  interventions: readonly Intervention[],
  telephones: TelephonesDe,
): Intervention[] => {
  const touchees = chevauchees(interventions, telephones);
  return interventions.map((i) => {
    const touche = touchees.has(i);
    if (touche === i.anomalies.includes('CHEVAUCHEMENT')) return i;
    return {
      ...i,
      anomalies: touche ? [...i.anomalies, 'CHEVAUCHEMENT'] : i.anomalies.filter((a) => a !== 'CHEVAUCHEMENT'),
    };
  });
};
