import { z } from 'zod';
import { attenteSchema } from './derives';
import { appelSchema } from './pointage';

/** Most of each that one answer holds, the latest first. */
export const SUSPENS_CENTRAUX_MAX = 1_000;

/**
 * [PT-4, PT-5] What no side tells the antenna of, read by the central service, with the network, over the months that PCs keep:
 * `GET /api/suspens-centraux`. Its gestures on them go to the antenna of the usager that they name.
 */
export const suspensCentrauxSchema = z.object({
  attentes: z.array(attenteSchema),
  appels: z.array(appelSchema),
  /** Older ones that were left out of each list. */
  reste: z.object({ attentes: z.number().int(), appels: z.number().int() }),
});
export type SuspensCentraux = z.infer<typeof suspensCentrauxSchema>;
