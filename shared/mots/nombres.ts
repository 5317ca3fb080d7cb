import { INSECABLE } from '../espaces';

/** `1 234`, by thousands: an integer. */
export const nombreEntier = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, INSECABLE);

/** Plural of a counted noun: `pluriel(2, 'visite')` → `2 visites`. */
export const pluriel = (n: number, nom: string, plusieurs = `${nom}s`): string =>
  `${nombreEntier(n)}${INSECABLE}${n > 1 ? plusieurs : nom}`;

/** Hours agree from two on: « 0 h 45 prévue », « 1 h 30 prévue », « 2 h 00 prévues ». */
export const accorder = (minutes: number, mot: string): string => (minutes < 120 ? mot : `${mot}s`);
