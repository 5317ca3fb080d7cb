/**
 * Days around its own in which the visit of a correction is looked for: the correction keeps the date that the visit had, and this
 * one may have been paired again since, a day or two away [CO-7].
 */
export const MARGE_CORRECTION_J = 2;

/** The hours of a correction lie within so many days of its visit. */
export const ECART_HEURES_J = 31;

/** Days around a month in which the corrections that may bear on it lie: February and what is beside it are shorter than the way that hours may go. */
export const PORTEE_CORRECTION_J = ECART_HEURES_J + 1 + MARGE_CORRECTION_J;
