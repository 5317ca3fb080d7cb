/** What a column counts. `pourcent`: a rate in ten-thousandths (1234 = 12,34 %), null where its denominator is 0. */
export const UNITES = [
  'texte',
  'date',
  'mois',
  'instant',
  'minutes',
  'nombre',
  'pourcent',
  'centimes',
  'telephone',
] as const;
export type Unite = (typeof UNITES)[number];
