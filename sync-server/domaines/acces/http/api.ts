import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Fermeture } from '#shared/contrats/acces/connexion';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { type Parametre, resteAuServeur } from '#shared/contrats/exploitation/parametre';
import { antennesDe } from '#shared/droits/droits';
import {
  type App,
  type Contexte,
  jetonDe,
  retirerCookie,
  sessionDe,
  suiteDeSortie,
} from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit } from '../../../socle/http/reponses';
import { lireFinanceurs, lireParametres } from '../../../store/lectures/connus';
import { sansRev } from '../../../store/lire';
import { tracer } from '../../audit';
import { lireAuteurs, lireCollegues } from '../auteurs';
import { nommerAppareil, poserCookie, refuserConnexion } from './connexion';

const connexionSchema = z.object({
  identifiant: z.string().trim().toLowerCase().min(1).max(80),
  motDePasse: z.string().min(1).max(200),
  code: z.string().trim().min(1).max(40).optional(),
});

/**
 * Attempts, per account and per address, in a window: an antenna's PCs share one address, and a sign-in with a code is two.
 * Guesses are stopped sooner, by the lock of the account.
 */
const ESSAIS = { fenetreMs: 5 * 60_000, parCompte: 30, parAdresse: 120 };

/** POST /api/session, the only way in; the others are below `routesApi`. */
export const routeConnexion = (app: App, c: Contexte): void => {
  const limiterAdresse = app.createRateLimit({
    max: ESSAIS.parAdresse,
    timeWindow: ESSAIS.fenetreMs,
    keyGenerator: (r) => `ip ${r.ip}`,
  });
  const limiterCompte = app.createRateLimit({
    max: ESSAIS.parCompte,
    timeWindow: ESSAIS.fenetreMs,
    keyGenerator: (r) => `compte ${connexionSchema.safeParse(r.body).data?.identifiant ?? ''}`,
  });
  app.post('/api/session', { bodyLimit: 4_000 }, async (req, reply) => {
    const lu = connexionSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Saisissez votre identifiant et votre mot de passe.');
    for (const limiter of [limiterAdresse, limiterCompte]) {
      const r = await limiter(req);
      if (!r.isAllowed && r.isExceeded) {
        reply.header('retry-after', r.ttlInSeconds);
        throw new ErreurHttp('TROP_D_ESSAIS');
      }
    }
    const appareil = nommerAppareil(req.headers['user-agent']);
    const ouverte = await c.sessions.ouvrir({ ...lu.data, appareil });
    if (typeof ouverte === 'string' || 'verrouJusqua' in ouverte)
      throw await refuserConnexion(c, reply, lu.data.identifiant, ouverte);
    await tracer(c.magasin, {
      instant: c.horloge(),
      auteur: ouverte.session.identifiant,
      action: 'CONNEXION',
      objet: appareil,
    });
    await poserCookie(c, reply, ouverte);
    return ouverte.session;
  });
};

export const routesApi = (app: App, c: Contexte): void => {
  app.get('/api/session', async (req) => sessionDe(req));

  app.delete('/api/session', async (req, reply): Promise<Fermeture | FastifyReply> => {
    const jeton = jetonDe(c, req);
    const suite = await suiteDeSortie(c, jeton);
    if (jeton !== undefined) await c.sessions.fermer(jeton);
    const { identifiant } = sessionDe(req);
    await tracer(c.magasin, { instant: c.horloge(), auteur: identifiant, action: 'DECONNEXION', objet: identifiant });
    retirerCookie(c, reply);
    return suite === undefined ? reply.code(204).send() : { suite };
  });

  app.get('/api/referentiel', async (req) => {
    exigerDroit(sessionDe(req), 'lireReferentiel');
    const [parametres, lus] = await Promise.all([lireParametres(c.magasin), lireFinanceurs(c.magasin)]);
    const envoyes = parametres.filter((p) => !resteAuServeur(p.cle)).map(sansRev<Parametre>);
    const financeurs = lus.map(sansRev<Financeur>);
    const [auteurs, collegues] = await Promise.all([
      lireAuteurs(c.magasin, sessionDe(req)),
      lireCollegues(c.magasin, antennesDe(sessionDe(req))),
    ]);
    return { parametres: envoyes, financeurs, auteurs, collegues, heureServeur: c.horloge() };
  });
};
