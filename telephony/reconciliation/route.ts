import { hkdfSync } from 'node:crypto';
import { setTimeout as delai } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { instantSchema } from '#shared/temps/types';
import { memeSecret } from '../secret';
import type { Bilan } from './rapprocher';
import type { Rapprochement } from './service';

/** Below neither /plivo/ nor /sante: a reverse proxy passes it to nobody, and the key keeps it from everybody else. */
export const CHEMIN_RAPPROCHEMENT = '/interne/rapprochement';
/** An answer comes at the latest after that, whether the passage is over or not. */
const PATIENCE_MS = 10_000;

/** For the commands of this machine: whoever has the account's token has it too. */
export const cleInterne = (authToken: string): string =>
  Buffer.from(hkdfSync('sha256', authToken, 'telegestion-svi', 'interne', 32)).toString('hex');

const demandeSchema = z.object({ depuis: instantSchema.optional() });

const bilanSchema = z.object({
  compares: z.number(),
  manquants: z.number(),
  illisibles: z.number(),
  jusqua: instantSchema,
}) satisfies z.ZodType<Bilan>;
const refusSchema = z.object({ code: z.string(), message: z.string() });

export const suiviSchema = z.object({
  fini: z.boolean(),
  resultat: z
    .union([
      z.object({ ok: z.literal(true), valeur: bilanSchema }),
      z.object({ ok: z.literal(false), refus: refusSchema }),
    ])
    .optional(),
});
type Suivi = z.infer<typeof suiviSchema>;

/**
 * A passage on demand: POST begins one, GET waits for it. In the worker, because it alone may write its journal; in
 * pieces, because the first passage after a long stop takes minutes.
 */
export const exposerRapprochement = (app: FastifyInstance, r: Rapprochement, authToken: string): void => {
  const cle = cleInterne(authToken);
  let dernier: Promise<Suivi> | undefined;
  const attendre = async (): Promise<Suivi> => {
    if (!dernier) return { fini: true };
    return Promise.race([dernier, delai(PATIENCE_MS, { fini: false }, { ref: false })]);
  };
  app.register(async (interne) => {
    interne.addHook('onRequest', async (requete, reponse) => {
      if (!memeSecret(requete.headers['x-telegestion-cle'], cle)) await reponse.code(403).send();
    });
    interne.post(CHEMIN_RAPPROCHEMENT, async (requete, reponse) => {
      const demande = demandeSchema.safeParse(requete.body ?? {});
      if (!demande.success) return reponse.code(400).send();
      dernier = r.lancer(demande.data.depuis).then((resultat): Suivi => ({ fini: true, resultat }));
      return attendre();
    });
    interne.get(CHEMIN_RAPPROCHEMENT, attendre);
  });
};
