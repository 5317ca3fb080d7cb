/** Whose planning each is, and how the page of one person is called. */
const PLANNINGS = {
  'planning-usager': { cle: 'usager', titre: 'Planning d’un usager', tous: 'USAGERS' },
  'planning-intervenants': { cle: 'intervenant', titre: 'Planning d’une aide à domicile', tous: 'AIDES' },
} as const;
export type Planning = (typeof PLANNINGS)[keyof typeof PLANNINGS];

export const planningDe = (etat: string): Planning | undefined =>
  Object.entries(PLANNINGS).find(([id]) => id === etat)?.[1];
