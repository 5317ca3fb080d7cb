import { CONFIRMATION } from '#shared/replication/protocole';
import type { App } from '../socle/http/contexte';
import { ErreurHttp } from '../socle/http/reponses';
import { affermirAttente, lireQuorum } from '../store/grappe/quorum';
import type { Magasin } from '../store/lire';

const change = (methode: string): boolean => methode !== 'GET' && methode !== 'HEAD';
/** Closing a session may only close it: it is never put off. */
const sortie = (methode: string, url: string | undefined): boolean => methode === 'DELETE' && url === '/api/session';

/**
 * [MAG-13] The first act that the store takes without its quorum is answered with a header that says so, and the screen with it;
 * until the quorum has it the next ones are refused, with nothing written: they are made again without harm.
 */
export const tenirQuorum = (app: App, m: Magasin): void => {
  app.addHook('preHandler', async (req) => {
    if (!change(req.method) || sortie(req.method, req.routeOptions.url)) return;
    if (lireQuorum(m).enAttente === 0 || (await affermirAttente(m).catch(() => false))) return;
    throw new ErreurHttp('SANS_QUORUM');
  });
  app.addHook('onSend', async (req, reply, corps) => {
    if (change(req.method) && reply.statusCode < 400 && lireQuorum(m).enAttente > 0)
      reply.header(CONFIRMATION.entete, CONFIRMATION.attendue);
    return corps;
  });
};
