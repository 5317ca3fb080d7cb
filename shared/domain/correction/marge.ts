/**
 * Days around its own in which the visit of a correction is looked for: the correction keeps the date that the visit had, and this
 * one may have been paired again since, a day or two away [CO-7].
 */
export const MARGE_CORRECTION_J = 2;
