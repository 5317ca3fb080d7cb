import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { GenreTentative } from '#shared/contrats/acces/administration';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { antenneConnueSchema } from '#shared/domain/antenne/registre';
import { aLeDroit, antennesDe, type Droit } from '#shared/droits/droits';
import {
  checkpointSchema,
  collectionSchema,
  ENTETE_SUITE,
  ecrireSuite,
  envoiSchema,
  LIMITES,
  type Page,
  presenceSchema,
  type ReponseEnvoi,
} from '#shared/replication/protocole';
import { dateParis } from '#shared/temps/paris';
import { ENTREES, tracerTout } from '../../domaines/audit';
import type { SuiviPostes } from '../../domaines/cloture';
import type { ServiceVivant } from '../../domaines/exploitation';
import { type App, type Contexte, jetonDe, sessionDe } from '../../socle/http/contexte';
import { ErreurHttp, exigerDroit } from '../../socle/http/reponses';
import { statutErreur } from '../../store/erreurs';
import type { Diffusion } from './diffusion';
import { ouvrirFlux } from './flux';
import { tenirPlaces } from './places';
import { recevoirSaisies } from './pousser';
import { checkpointValable, tirerPage } from './tirer';

/** Each of its rows is judged by itself. */
export const ROUTE_SAISIES = '/replication/saisies';

/** Streams of one session: a PC has one for all its tabs, and as many more as it has lost without a word. */
const FLUX_MAX = 12;
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
  antenne: antenneConnueSchema,
  checkpoint: depuisTexte.pipe(checkpointSchema).optional(),
  limite: z.coerce.number().int().min(1).max(LIMITE_MAX).default(LIMITE_DEFAUT),
});

const CHECKPOINT_INCONNU =
  'Le repère de synchronisation n’est pas reconnu. Reprenez la synchronisation depuis le début.';

const SAISIE = ENTREES.SAISIE.ecrire;

/** Refusals of a pushed row that no screen of ours brings about. */
const FORGES: Partial<Record<string, GenreTentative>> = {
  AUTEUR: 'AUTEUR_FORGE',
  ANTENNE: 'ANTENNE_FORGEE',
  TYPE_RESERVE: 'TYPE_FORGE',
  ROLE: 'ROLE',
  IDENTIFIANT: 'SAISIE_FORGEE',
  IDENTIFIANT_DEJA_PRIS: 'SAISIE_FORGEE',
  POSTE: 'SAISIE_FORGEE',
  SUPPRESSION_INTERDITE: 'SAISIE_FORGEE',
  TROP_GROS: 'SAISIE_FORGEE',
};

/** The antenna asked for, once it is one of the session's: what the query or a body says is never believed. */
const antenneAutorisee = (req: FastifyRequest, droit: Droit): Antenne => {
  const session = sessionDe(req);
  exigerDroit(session, droit);
  const lu = z.object({ antenne: antenneConnueSchema }).safeParse(req.query);
  if (!lu.success) throw new ErreurHttp('DEMANDE', 'Aucune antenne connue dans la demande. Choisissez une antenne.');
  if (!antennesDe(session).includes(lu.data.antenne)) throw new ErreurHttp('ANTENNE');
  return lu.data.antenne;
};

export const routesReplication = (
  app: App,
  c: Contexte & { diffusion: Diffusion; service: ServiceVivant; postes: SuiviPostes; battementMs?: number },
): void => {
  const placer = tenirPlaces(FLUX_MAX);

  app.get('/replication/flux', async (req, reply) => {
    const antenne = antenneAutorisee(req, 'lireAntenne');
    const jeton = jetonDe(c, req);
    await ouvrirFlux({
      reply,
      antenne,
      diffusion: c.diffusion,
      service: c.service,
      encoreAutorise: async () => {
        const s = await c.sessions.lire(jeton);
        return s !== undefined && s.restreinte === undefined && antennesDe(s).includes(antenne);
      },
      surOubli: c.sessions.surOubli,
      prendrePlace: (couper) => placer(c.sessions.idDe(jeton ?? ''), couper),
      ...(c.battementMs === undefined ? {} : { battementMs: c.battementMs }),
    });
    return reply;
  });

  app.get<{ Params: { collection: string } }>('/replication/:collection', async (req, reply): Promise<Page> => {
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
      antenne,
      jour: dateParis(c.horloge()),
    };
    try {
      const page = await tirerPage(c.magasin, demande);
      if (page.suite) void reply.header(ENTETE_SUITE, ecrireSuite(page.checkpoint));
      return page;
    } catch (e) {
      // CouchDB itself refuses a sequence that it cannot read.
      if (checkpoint && statutErreur(e) === 400) throw new ErreurHttp('DEMANDE', CHECKPOINT_INCONNU);
      throw e;
    }
  });

  app.post('/replication/poste', async (req, reply) => {
    const antenne = antenneAutorisee(req, 'lireAntenne');
    const lue = presenceSchema.safeParse(req.body);
    if (!lue.success) throw new ErreurHttp('DEMANDE');
    c.postes.noter({ antenne, identifiant: sessionDe(req).identifiant, ...lue.data }, c.horloge());
    return reply.code(204).send();
  });

  app.post(ROUTE_SAISIES, { bodyLimit: LIMITES.octetsEnvoi }, async (req): Promise<ReponseEnvoi> => {
    const antenne = antenneAutorisee(req, 'saisir');
    const corps = envoiSchema.safeParse(req.body);
    if (!corps.success) {
      throw new ErreurHttp(
        'DEMANDE',
        `L’envoi doit être une liste « documents » de ${LIMITES.documentsEnvoi} saisies au plus. Rechargez la page ; rien n’est perdu.`,
      );
    }
    const auteur = sessionDe(req).identifiant;
    const maintenant = c.horloge();
    const reponse = await recevoirSaisies(c.magasin, {
      antenne,
      auteur,
      maintenant,
      debut: await c.lireDebutFenetre(),
      lignes: corps.data.documents,
      droits: { peutCloturer: aLeDroit(sessionDe(req), 'cloturer'), antennes: antennesDe(sessionDe(req)) },
    });
    for (const r of reponse.refuses) {
      const genre = FORGES[r.code];
      if (genre) c.registre.noter({ genre, compte: auteur, objet: 'POST /replication/saisies' });
    }
    await tracerTout(c.magasin, [
      ...reponse.recus.map((_id) => ({ instant: maintenant, auteur, ...SAISIE.recue({ _id }) })),
      ...reponse.refuses.map(({ documentId, code }) => ({
        instant: maintenant,
        auteur,
        ...SAISIE.refusee({ _id: documentId, code }),
      })),
    ]);
    return reponse;
  });
};
