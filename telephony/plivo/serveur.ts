import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ServiceAppels } from './appels';
import { CORPS_MAX, lireCorps } from './corps';
import { lireFormulaire, lireRequete } from './formulaire';
import { signatureValide } from './signature';
import { REPONSE_EXCUSES } from './xml';

/** The one kind of body that the operator sends, whatever its header says. */
const FORMULAIRE = 'application/x-www-form-urlencoded';

const entete = (requete: FastifyRequest, nom: string): string | undefined => {
  const valeur = requete.headers[nom];
  return Array.isArray(valeur) ? valeur.join(',') : valeur;
};

/**
 * The webhooks. Every address below /plivo/ is one route: what a request means is in its parameters and in the state
 * that it carries, not in its path. Without a good signature: a bare 403. With one: always 200, and always XML.
 */
export const creerServeur = (options: {
  appels: Pick<ServiceAppels, 'traiter'>;
  /** Read at each request: the port may be known only once the server listens. */
  origine: () => string;
  authToken: string;
  sante: () => { pret: boolean } & Record<string, unknown>;
  log: Logger;
}): { app: FastifyInstance; signaturesRefusees: () => number } => {
  const { appels, origine, authToken, sante, log } = options;
  let signaturesRefusees = 0;
  // Fastify's own request log would write URLs and numbers: off.
  const app = fastify({ logger: false, bodyLimit: CORPS_MAX, requestTimeout: 15_000, forceCloseConnections: true });

  let enCours = 0;
  let calme: (() => void) | undefined;
  /** Until its answer has left, or nobody waits for it any more. */
  const compter = (reponse: FastifyReply['raw']): void => {
    enCours += 1;
    reponse.once('close', () => {
      enCours -= 1;
      if (enCours === 0) calme?.();
    });
  };
  // Stopping cuts every connection: first, whoever has keyed hears what was recorded.
  app.addHook('preClose', async () => {
    if (enCours > 0)
      await new Promise<void>((r) => {
        calme = r;
      });
  });

  app.get('/sante', async (_requete, reponse) => {
    const etat = sante();
    return reponse
      .code(etat.pret ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ...etat, signaturesRefusees });
  });

  app.register(async (plivo) => {
    plivo.removeAllContentTypeParsers();
    // A header that is no media type would be refused before anybody looks at the signature.
    plivo.addHook('onRequest', async (requete) => {
      requete.raw.headers['content-type'] = FORMULAIRE;
    });
    plivo.addContentTypeParser(FORMULAIRE, (_requete: FastifyRequest, flux: AsyncIterable<Uint8Array>) =>
      lireCorps(flux),
    );
    // A body that cannot even be read was not sent by Plivo.
    plivo.setErrorHandler((_erreur, _requete, reponse) => reponse.code(403).send());
    plivo.all('/plivo/*', async (requete, reponse) => {
      // A client that does not know what a fragment is sends it with the address.
      const [url = ''] = (requete.raw.url ?? '').split('#');
      const params = lireFormulaire(typeof requete.body === 'string' ? requete.body : '');
      const admise = signatureValide({
        methode: requete.method,
        url: origine() + url,
        nonce: entete(requete, 'x-plivo-signature-v3-nonce'),
        signature: entete(requete, 'x-plivo-signature-v3'),
        jeton: authToken,
        params,
      });
      if (!admise) {
        signaturesRefusees += 1;
        log.warn({ alerte: 'SIGNATURE' }, 'requête sans signature valable, refusée');
        return reponse.code(403).send();
      }
      compter(reponse.raw);
      let xml = REPONSE_EXCUSES;
      try {
        xml = await appels.traiter(lireRequete(url, params));
      } catch (e) {
        log.error({ alerte: 'APPEL_EN_ERREUR', err: e }, 'requête interrompue par une erreur');
      }
      return reponse.code(200).type('application/xml; charset=utf-8').send(xml);
    });
  });
  return { app, signaturesRefusees: () => signaturesRefusees };
};
