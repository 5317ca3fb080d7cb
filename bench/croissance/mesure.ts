/** What grows with the service, and what is of one antenna, or one visit, however large the service. */
export const PORTEES = { SERVICE: 1.1, UNE_ANTENNE: 0.1 } as const;
export type Portee = keyof typeof PORTEES;

/** `portee` absent: there to be read. */
export type Mesure = { quoi: string; valeur: number; unite: 's' | 'ms' | 'Mo' | ''; portee?: Portee };
