import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Session } from '#shared/contrats/acces/compte';
import {
  type Depart,
  demandeDepartSchema,
  type ModesConnexion,
  PAGE_RETOUR,
  retourSchema,
} from '#shared/contrats/acces/connexion';
import { epochMs } from '#shared/temps/paris';
import { instantSchema } from '#shared/temps/types';
import type { FournisseurIdentite, RefusFournisseur } from '../../../ports/acces';
import { type App, attributsCookie, type Contexte } from '../../../socle/http/contexte';
import { limiterParAdresse } from '../../../socle/http/limite';
import { type CodeRefus, ErreurHttp } from '../../../socle/http/reponses';
import { ENTREES, tracer } from '../../audit';
import { type CompteTrouve, trouverCompte } from '../connexion-unique';
import { nommerAppareil, poserCookie } from './connexion';

type Refuse = RefusFournisseur | Extract<CompteTrouve, string> | 'DESACTIVE';

/** What each refusal says, and whether it is one that no honest sign-in brings about: those are mailed at once. */
const SUITES: Record<Refuse, { code: CodeRefus; tentative: boolean }> = {
  MUET: { code: 'FOURNISSEUR_MUET', tentative: false },
  ANNULE: { code: 'FOURNISSEUR_ANNULE', tentative: false },
  ETAT: { code: 'FOURNISSEUR_ETAT', tentative: true },
  REJOUE: { code: 'FOURNISSEUR_JETON', tentative: true },
  JETON: { code: 'FOURNISSEUR_JETON', tentative: true },
  NIVEAU: { code: 'FOURNISSEUR_NIVEAU', tentative: true },
  CHAMP: { code: 'FOURNISSEUR_INCONNU', tentative: true },
  NON_VERIFIE: { code: 'FOURNISSEUR_NON_VERIFIE', tentative: true },
  INCONNU: { code: 'FOURNISSEUR_INCONNU', tentative: true },
  AMBIGU: { code: 'FOURNISSEUR_AMBIGU', tentative: true },
  DESACTIVE: { code: 'COMPTE_DESACTIVE', tentative: true },
};

/** Time to be recognised by the provider, a forgotten password included. */
const DEPART_MS = 15 * 60_000;
const ESSAIS_MAX = 120;

const departGardeSchema = z.object({
  etat: z.string(),
  nonce: z.string(),
  verificateur: z.string(),
  le: instantSchema,
});
type DepartGarde = z.infer<typeof departGardeSchema>;

/** What this browser left with, kept by itself: a code that another one got is worth nothing here. */
const nomDepart = (c: Contexte): string => (c.cookieSecurise ? '__Host-tg_depart' : 'tg_depart');

const lireDepart = (c: Contexte, req: FastifyRequest): DepartGarde | undefined => {
  try {
    const brut: unknown = JSON.parse(Buffer.from(req.cookies[nomDepart(c)] ?? '', 'base64url').toString());
    const d = departGardeSchema.safeParse(brut).data;
    return d && epochMs(c.horloge()) - epochMs(d.le) < DEPART_MS ? d : undefined;
  } catch {
    return undefined;
  }
};

const refuser = async (c: Contexte, quoi: Refuse, compte?: string, detail?: string): Promise<ErreurHttp> => {
  const { code, tentative } = SUITES[quoi];
  const refusee = ENTREES.CONNEXION_REFUSEE.ecrire.parFournisseur({ raison: quoi, detail });
  await tracer(c.magasin, { instant: c.horloge(), auteur: compte ?? 'inconnu', ...refusee });
  if (tentative) c.registre.noter({ genre: 'IDENTITE_REFUSEE', compte, objet: refusee.objet });
  const refus = new ErreurHttp(code);
  refus.compte = compte;
  return refus;
};

/**
 * Sign-in through an OpenID Connect provider. The provider sends the browser back to a page of ours, which hands the answer
 * over by a request of its own: it is protected like any other writing, and a refusal is told like any other.
 */
export const routesConnexionUnique = (app: App, c: Contexte): void => {
  const f = c.fournisseur;
  app.get('/api/connexion', async (): Promise<ModesConnexion> => (f ? { fournisseur: f.nom } : {}));
  if (f) app.register(async (ouvert) => routesFournisseur(ouvert, c, f));
};

const routesFournisseur = (app: App, c: Contexte, f: FournisseurIdentite): void => {
  const limiter = limiterParAdresse(app, 'fournisseur', ESSAIS_MAX);
  app.addHook('preHandler', limiter);
  const pageRetour = (): string => `${c.extranet()}${PAGE_RETOUR}`;

  app.post('/api/connexion/depart', { bodyLimit: 1_000 }, async (req, reply): Promise<Depart> => {
    const lu = demandeDepartSchema.safeParse(req.body ?? {});
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    const r = await f.commencer(pageRetour(), lu.data.autre);
    if ('refus' in r) throw await refuser(c, r.refus, undefined, r.detail);
    const garde: DepartGarde = { ...r.attendu, le: c.horloge() };
    reply.setCookie(nomDepart(c), Buffer.from(JSON.stringify(garde)).toString('base64url'), {
      ...attributsCookie(c),
      maxAge: DEPART_MS / 1_000,
    });
    return { adresse: r.adresse };
  });

  const reconnaitre = async (req: FastifyRequest, recherche: string): Promise<CompteTrouve | ErreurHttp> => {
    const depart = lireDepart(c, req);
    if (!depart) return refuser(c, 'ETAT');
    const r = await f.conclure(pageRetour(), recherche, depart);
    if ('refus' in r) return refuser(c, r.refus, undefined, r.detail);
    return trouverCompte(c.magasin, f.champ, r.valeur);
  };

  const ouvrir = async (req: FastifyRequest, reply: FastifyReply, identifiant: string): Promise<Session> => {
    const appareil = nommerAppareil(req.headers['user-agent']);
    const ouverte = await c.sessions.ouvrirReconnu(identifiant, appareil);
    if (!ouverte) throw await refuser(c, 'DESACTIVE', identifiant);
    const connexion = ENTREES.CONNEXION.ecrire.parFournisseur({ appareil });
    await tracer(c.magasin, { instant: c.horloge(), auteur: identifiant, ...connexion });
    await poserCookie(c, reply, ouverte);
    return ouverte.session;
  };

  app.post('/api/connexion/retour', { bodyLimit: 10_000 }, async (req, reply): Promise<Session> => {
    const lu = retourSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    // Serves once, whatever comes out of it.
    reply.clearCookie(nomDepart(c), attributsCookie(c));
    const trouve = await reconnaitre(req, lu.data.recherche);
    if (trouve instanceof ErreurHttp) throw trouve;
    if (typeof trouve === 'string') throw await refuser(c, trouve);
    return ouvrir(req, reply, trouve.identifiant);
  });
};
