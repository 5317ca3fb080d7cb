import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Fermeture } from '#shared/contrats/acces/connexion';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { type Parametre, resteAuServeur } from '#shared/contrats/exploitation/parametre';
import { antennesDe } from '#shared/droits/droits';
import {
  type App,
  type Contexte,
  jetonDe,
  marquesDe,
  retirerCookie,
  sessionDe,
  suiteDeSortie,
} from '../../../socle/http/contexte';
import { exigerPatience } from '../../../socle/http/limite';
import { ErreurHttp, exigerDroit } from '../../../socle/http/reponses';
import { lireFinanceurs, lireParametres } from '../../../store/lectures/connus';
import { sansRev } from '../../../store/lire';
import { ENTREES, tracer } from '../../audit';
import { lireAuteurs, lireCollegues } from '../auteurs';
import { nommerAppareil, poserCookie, refuserConnexion } from './connexion';

const connexionSchema = z.object({
  identifiant: z.string().trim().toLowerCase().min(1).max(80),
  motDePasse: z.string().min(1).max(200),
  code: z.string().trim().min(1).max(40).optional(),
});

/**
 * Attempts, per place and account and per place, in a window: an antenna's PCs share one address, and a sign-in with a code is
 * two. A PC that is known to the account is a place of its own: nobody else's attempts shut it out. Guesses are stopped sooner, by
 * the lock.
 */
const ESSAIS = { fenetreMs: 5 * 60_000, parCompte: 30, parLieu: 120 };

/** POST /api/session, the only way in; the others are below `routesApi`. */
export const routeConnexion = (app: App, c: Contexte): void => {
  const identifiantDe = (r: FastifyRequest): string => connexionSchema.safeParse(r.body).data?.identifiant ?? '';
  const sourceDe = (r: FastifyRequest): Promise<string> => c.sessions.source(identifiantDe(r), r.ip, marquesDe(c, r));
  const limiterLieu = app.createRateLimit({
    max: ESSAIS.parLieu,
    timeWindow: ESSAIS.fenetreMs,
    keyGenerator: async (r) => {
      const source = await sourceDe(r);
      return source.startsWith('poste ') ? source : `ip ${r.ip}`;
    },
  });
  const limiterCompte = app.createRateLimit({
    max: ESSAIS.parCompte,
    timeWindow: ESSAIS.fenetreMs,
    keyGenerator: async (r) => `compte ${identifiantDe(r)} ${await sourceDe(r)}`,
  });
  app.post('/api/session', { bodyLimit: 4_000 }, async (req, reply) => {
    const lu = connexionSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Saisissez votre identifiant et votre mot de passe.');
    for (const limiter of [limiterLieu, limiterCompte]) await exigerPatience(limiter, req, reply);
    const appareil = nommerAppareil(req.headers['user-agent']);
    const ouverte = await c.sessions.ouvrir({ ...lu.data, appareil, adresse: req.ip, marques: marquesDe(c, req) });
    if (typeof ouverte === 'string' || 'verrouJusqua' in ouverte)
      throw await refuserConnexion(c, reply, lu.data.identifiant, ouverte);
    const connexion = ENTREES.CONNEXION.ecrire.ouverte({ appareil });
    await tracer(c.magasin, { instant: c.horloge(), auteur: ouverte.session.identifiant, ...connexion });
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
    const deconnexion = ENTREES.DECONNEXION.ecrire.fermee({ identifiant });
    await tracer(c.magasin, { instant: c.horloge(), auteur: identifiant, ...deconnexion });
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
