import { z } from 'zod';
import { antenneSchema } from '../commun';

/** `GET /api/usagers/<id>/releves/<mois>/liste`: whose statements there are of that month, in the order of its visits: two where the usager moved. */
export const relevesLusSchema = z.array(z.object({ antenne: antenneSchema })).min(1);
export type RelevesLus = z.infer<typeof relevesLusSchema>;
