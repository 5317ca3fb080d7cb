import type { FastifyInstance } from 'fastify';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { appelFormationSchema, type PasFormation, suiteFormationSchema } from '#shared/contrats/exploitation/formation';
import { memeSecret } from '../secret';
import type { AppelsFormation } from './appels';

const LOCALES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const DEMANDE = refuser('DEMANDE', 'Demande mal formée.');

/**
 * The training telephone's routes, over loopback, for whoever reads the data folder: a proxy in front of the webhooks
 * would make every address a local one, hence the key. Registered only where MODE is not production.
 */
export const routesFormation = (app: FastifyInstance, cle: string, appels: AppelsFormation): void => {
  app.register(async (formation) => {
    formation.addHook('onRequest', async (requete, reponse) => {
      const locale = LOCALES.has(requete.socket.remoteAddress ?? '');
      const admise = memeSecret(requete.headers.authorization, `Bearer ${cle}`);
      if (!locale || !admise) return reponse.code(403).send();
      return undefined;
    });
    const repondre = (r: Resultat<PasFormation>) => (r.ok ? r.valeur : { refus: r.refus });

    formation.post('/formation/appels', async (requete) => {
      const lu = appelFormationSchema.safeParse(requete.body);
      return repondre(lu.success ? await appels.appeler(lu.data) : DEMANDE);
    });
    formation.post<{ Params: { id: string } }>('/formation/appels/:id/touches', async (requete) => {
      const lu = suiteFormationSchema.safeParse(requete.body);
      return repondre(lu.success ? await appels.taper(requete.params.id, lu.data.pour, lu.data.touches) : DEMANDE);
    });
    formation.post<{ Params: { id: string } }>('/formation/appels/:id/fin', async (requete) => {
      const lu = suiteFormationSchema.pick({ pour: true }).safeParse(requete.body);
      return repondre(lu.success ? await appels.raccrocher(requete.params.id, lu.data.pour) : DEMANDE);
    });
  });
};
