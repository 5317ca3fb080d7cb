import { duree, heure } from '#shared/mots/dates';
import { ecartMinutes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

// What is typed is read back: both hours as they were understood, how long that makes, and what was planned.

export type Prevu = { debut: Instant; fin: Instant };

/** Minutes: a visit that long beside its plan, or that short, is rather an hour mistyped. */
const ECART_LOIN = 60;

/** Over twice what was planned, or an hour off it; hours that no visit can have are refused elsewhere. */
export const estLoinDuPrevu = (debut: Instant, fin: Instant, prevu: Prevu): boolean => {
  const [faites, prevues] = [ecartMinutes(debut, fin), ecartMinutes(prevu.debut, prevu.fin)];
  return faites > 0 && (faites > 2 * prevues || Math.abs(faites - prevues) >= ECART_LOIN);
};

/** « 9 h 16 → 22 h 45 = 13 h 29, prévu 1 h 30 »; the side alone that is known; nothing of none. */
export const direHeuresLues = (
  debut: Instant | undefined,
  fin: Instant | undefined,
  prevu: Prevu | undefined,
): string => {
  if (!debut && !fin) return '';
  const prevue = prevu ? `, prévu ${duree(ecartMinutes(prevu.debut, prevu.fin))}` : '';
  if (!debut || !fin) return `${heure(debut) || '—'} → ${heure(fin) || '—'}${prevue}`;
  const minutes = ecartMinutes(debut, fin);
  return minutes > 0
    ? `${heure(debut)} → ${heure(fin)} = ${duree(minutes)}${prevue}`
    : `${heure(debut)} → ${heure(fin)}${prevue}`;
};
