import { z } from 'zod';

/** What closes a backup: counts, where each database was read up to, and how far the transitions had treated it. */
export const finSchema = z.object({
  histoire: z.string(),
  /** By database: the sequence from which the next increment reads, and how many documents this file holds of it. */
  bases: z.record(z.string(), z.object({ suite: z.string(), documents: z.number().int() })),
  fichiers: z.number().int(),
  /** By transition: what it remembers, and the databases of which it had treated all that is saved, but `enRetard`. */
  reperes: z.record(z.string(), z.object({ memoire: z.record(z.string(), z.string()), bases: z.array(z.string()) })),
  /** By database: the ids of what one of them had still to treat. */
  enRetard: z.record(z.string(), z.array(z.string())),
});
export type Fin = z.infer<typeof finSchema>;
