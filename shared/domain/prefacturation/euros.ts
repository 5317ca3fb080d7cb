import { type Centimes, centimes } from '../../contrats/financement/prefacturation';
import type { Minutes } from '../../temps/types';

// Money is whole cents and time whole minutes, from end to end: no decimal number is ever added or multiplied.

/** Minutes at an hourly rate, rounded once to the cent, half up. */
export const montantDe = (minutes: Minutes, tarif: Centimes): Centimes => {
  if (minutes < 0 || tarif < 0) throw new Error(`minutes et tarif positifs attendus, reçu ${minutes} et ${tarif}`);
  return centimes(Number((2n * BigInt(minutes) * BigInt(tarif) + 60n) / 120n));
};

/** `1234,50`, or `-0,05`: as files write it. */
export const eurosEnTexte = (c: Centimes): string => {
  const absolus = String(Math.abs(c)).padStart(3, '0');
  return `${c < 0 ? '-' : ''}${absolus.slice(0, -2)},${absolus.slice(-2)}`;
};

/** `1 234,50 €`, as screens and documents show it; U+00A0 keeps it on one line. */
export const eurosAffiches = (c: Centimes): string => `${eurosEnTexte(c).replace(/\B(?=(\d{3})+,)/g, '\u00a0')}\u00a0€`;

/** Decimals of an hour: enough for the minutes to come back exactly. */
export const DECIMALES_HEURE = 6;

/**
 * Minutes as decimal hours: `1,75`, and `1,083333` where the division never ends (half up at the sixth decimal). For reading:
 * minutes are what counts.
 */
export const heuresDecimales = (minutes: Minutes): string => {
  const absolues = Math.abs(minutes);
  const heures = Math.floor(absolues / 60);
  const millioniemes = (BigInt(absolues % 60) * 2_000_000n + 60n) / 120n;
  const fraction = String(millioniemes).padStart(DECIMALES_HEURE, '0').replace(/0+$/, '');
  return `${minutes < 0 ? '-' : ''}${heures}${fraction === '' ? '' : `,${fraction}`}`;
};
