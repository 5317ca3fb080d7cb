import { z } from 'zod';
import { antenneSchema } from '../commun';

/** Whom a state may be asked of. */
export const QUI_CHERCHER = ['usager', 'intervenant'] as const;
export type QuiChercher = (typeof QUI_CHERCHER)[number];

/** `GET /api/etats/personnes?qui=&nom=`: persons of the antennas of the session, by the beginnings of their names or by identifier. */
export const personnesChercheesSchema = z.object({
  personnes: z.array(z.object({ id: z.string(), nom: z.string(), antenne: antenneSchema })),
  /** How many there are in all. */
  total: z.number().int(),
});
export type PersonnesCherchees = z.infer<typeof personnesChercheesSchema>;
