import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Antenne, antenneSchema } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { aLeDroit, antennesDe, type Droit } from '#shared/droits/droits';
import {
  checkpointSchema,
  collectionSchema,
  envoiSchema,
  LIMITES,
  type Page,
  type ReponseEnvoi,
} from '#shared/replication/protocole';
import { statutErreur } from '../../ports/documents';
import { type App, COOKIE_SESSION, type Contexte, sessionDe } from '../contexte';
import { ErreurHttp } from '../reponses';
import type { ServiceVivant } from '../service';
import type { Diffusion } from './diffusion';
import { ouvrirFlux } from './flux';
import { recevoirSaisies } from './pousser';
import { checkpointValable, tirerPage } from './tirer';

const LIMITE_DEFAUT = 2_000;
const LIMITE_MAX = 5_000;

const depuisTexte = z.string().transform((s, ctx) => {
  try {
    return JSON.parse(s) as unknown;
  } catch {
    ctx.addIssue('JSON attendu');
    return z.NEVER;
  }
});

const requeteSchema = z.object({
  antenne: antenneSchema,
  checkpoint: depuisTexte.pipe(checkpointSchema).optional(),
  limite: z.coerce.number().int().min(1).max(LIMITE_MAX).default(LIMITE_DEFAUT),
});

const CHECKPOINT_INCONNU =
  'Le repère de synchronisation n’est pas reconnu. Reprenez la synchronisation depuis le début.';

/** The antenna asked for, once it is one of the session's: what the query or a body says is never believed. */
const antenneAutorisee = (req: FastifyRequest, droit: Droit): Antenne => {
  const session = sessionDe(req);
  if (!aLeDroit(session, droit)) throw new ErreurHttp('ROLE');
  const lu = z.object({ antenne: antenneSchema }).safeParse(req.query);
  if (!lu.success) throw new ErreurHttp('DEMANDE', 'Aucune antenne connue dans la demande. Choisissez une antenne.');
  if (!antennesDe(session).includes(lu.data.antenne)) throw new ErreurHttp('ANTENNE');
  return lu.data.antenne;
};

export const routesReplication = (
  app: App,
  c: Contexte & { diffusion: Diffusion; service: ServiceVivant; battementMs?: number },
): void => {
  app.get('/replication/flux', async (req, reply) => {
    const antenne = antenneAutorisee(req, 'lireAntenne');
    const jeton = req.cookies[COOKIE_SESSION];
    await ouvrirFlux({
      reply,
      antenne,
      diffusion: c.diffusion,
      service: c.service,
      encoreAutorise: async () => {
        const s = await c.sessions.lire(jeton);
        return s !== undefined && antennesDe(s).includes(antenne);
      },
      surOubli: c.sessions.surOubli,
      ...(c.battementMs === undefined ? {} : { battementMs: c.battementMs }),
    });
    return reply;
  });

  app.get<{ Params: { collection: string } }>('/replication/:collection', async (req): Promise<Page> => {
    const antenne = antenneAutorisee(req, 'lireAntenne');
    const collection = collectionSchema.safeParse(req.params.collection);
    if (!collection.success) throw new ErreurHttp('INTROUVABLE');
    const q = requeteSchema.safeParse(req.query);
    if (!q.success) {
      const champ = q.error.issues[0]?.path[0];
      throw new ErreurHttp('DEMANDE', champ === 'checkpoint' ? CHECKPOINT_INCONNU : undefined);
    }
    const { checkpoint, limite } = q.data;
    if (checkpoint && !checkpointValable(collection.data, checkpoint))
      throw new ErreurHttp('DEMANDE', CHECKPOINT_INCONNU);
    const demande = {
      base: baseAntenne(antenne),
      collection: collection.data,
      checkpoint,
      limite,
      debut: await c.lireDebutFenetre(),
    };
    try {
      return await tirerPage(c.magasin, demande);
    } catch (e) {
      // CouchDB itself refuses a sequence that it cannot read.
      if (checkpoint && statutErreur(e) === 400) throw new ErreurHttp('DEMANDE', CHECKPOINT_INCONNU);
      throw e;
    }
  });

  app.post('/replication/saisies', { bodyLimit: LIMITES.octetsEnvoi }, async (req): Promise<ReponseEnvoi> => {
    const antenne = antenneAutorisee(req, 'saisir');
    const corps = envoiSchema.safeParse(req.body);
    if (!corps.success) {
      throw new ErreurHttp(
        'DEMANDE',
        `L’envoi doit être une liste « documents » de ${LIMITES.documentsEnvoi} saisies au plus. Rechargez la page ; rien n’est perdu.`,
      );
    }
    return recevoirSaisies(c.magasin, {
      antenne,
      auteur: sessionDe(req).identifiant,
      maintenant: c.horloge(),
      debut: await c.lireDebutFenetre(),
      lignes: corps.data.documents,
    });
  });
};
