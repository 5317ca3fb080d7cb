import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '#shared/contrats/acces/compte';
import type { Fermeture } from '#shared/contrats/acces/connexion';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { antenneConnueSchema } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { COMPTE } from '#shared/replication/protocole';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { FournisseurIdentite, Registre, Sessions } from '../../ports/acces';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import type { Rattraper } from '../../ports/rattraper';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { debutFenetre } from './fenetre';
import { ErreurHttp } from './reponses';

export type Contexte = {
  magasin: Magasin;
  horloge: Horloge;
  sessions: Sessions;
  /** First civil date that PCs keep, by the parameter `fenetreMois`. */
  lireDebutFenetre: () => Promise<DateCivile>;
  registre: Registre;
  courrier: Courrier | undefined;
  /** Absent, passwords are the only way in. */
  fournisseur: FournisseurIdentite | undefined;
  /** Where people open the extranet. */
  extranet: () => string;
  /** What the change feed has told so far is derived, before something is counted. */
  rattraper: Rattraper;
  cookieSecurise: boolean;
};

export type App = FastifyInstance;

/** Behind https the prefix binds the cookie to this very host: no neighbour of the domain can set it. */
export const nomCookie = (c: Pick<Contexte, 'cookieSecurise'>): string =>
  c.cookieSecurise ? '__Host-tg_session' : 'tg_session';

/** Of every cookie that this server sets: no script reads it, no other site sends it. */
export const attributsCookie = (c: Pick<Contexte, 'cookieSecurise'>) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: c.cookieSecurise }) as const;

export const retirerCookie = (c: Pick<Contexte, 'cookieSecurise'>, reply: FastifyReply): void => {
  reply.clearCookie(nomCookie(c), attributsCookie(c));
};

/** The token that a request bears. */
export const jetonDe = (c: Pick<Contexte, 'cookieSecurise'>, req: FastifyRequest): string | undefined =>
  req.cookies[nomCookie(c)];

/** It outlives the sign-out, names nobody and opens nothing: by it a browser that has signed in before is told from a stranger's. */
export const nomMarques = (c: Pick<Contexte, 'cookieSecurise'>): string =>
  c.cookieSecurise ? '__Host-tg_connu' : 'tg_connu';
export const marquesDe = (c: Pick<Contexte, 'cookieSecurise'>, req: FastifyRequest): string | undefined =>
  req.cookies[nomMarques(c)];

const parRequete = new WeakMap<FastifyRequest, Session>();

/** The signed-in session of a request; routes behind `exigerSession` always have one. */
export const sessionDe = (req: FastifyRequest): Session => {
  const s = parRequete.get(req);
  if (!s) throw new ErreurHttp('SESSION');
  return s;
};

/** The session of a request, where it has one: for what is told of a refusal. */
export const sessionConnue = (req: FastifyRequest): Session | undefined => parRequete.get(req);

/** What a session that owes a second factor may ask for. */
const LIBRES = new Set([
  'GET /api/session',
  'DELETE /api/session',
  'GET /api/compte',
  'POST /api/compte/second-facteur',
  'POST /api/compte/second-facteur/confirmer',
]);

const AUTRE_COMPTE =
  'Quelqu’un d’autre s’est connecté depuis dans ce navigateur. Reconnectez-vous : ce que ce poste garde pour vous y est encore.';

/** By which account the page says that it was opened; in the query for the stream, of which the browser lets no header be set. */
const compteDit = (req: FastifyRequest): unknown => {
  const requete = req.url.startsWith('/replication/') ? (req.query as Record<string, unknown> | undefined) : undefined;
  return req.headers[COMPTE.entete] ?? requete?.[COMPTE.requete];
};

const estSortie = (req: FastifyRequest): boolean => req.method === 'DELETE' && req.routeOptions.url === '/api/session';

/** Where who came through the identity provider goes on to, to leave it too; be her session ended or not. */
export const suiteDeSortie = async (c: Contexte, jeton: string | undefined): Promise<string | undefined> =>
  (await c.sessions.parFournisseur(jeton)) ? c.fournisseur?.sortie(`${c.extranet()}/`) : undefined;

export const exigerSession =
  (c: Contexte) =>
  async (req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const jeton = jetonDe(c, req);
    const s = await c.sessions.lire(jeton);
    if (!s) {
      // Who leaves once it is over leaves no trace of herself in the browser either.
      if (jeton !== undefined && estSortie(req)) {
        const suite = await suiteDeSortie(c, jeton);
        await c.sessions.fermer(jeton);
        retirerCookie(c, reply);
        if (suite !== undefined) return reply.send({ suite } satisfies Fermeture);
        throw new ErreurHttp('SESSION');
      }
      const compte = await c.sessions.compteDesactive(jeton);
      const refus = new ErreurHttp(compte === undefined ? 'SESSION' : 'COMPTE_DESACTIVE');
      // Named: on a shared PC, the last cookie may not be of the account whose data are there.
      refus.compte = compte;
      throw refus;
    }
    // [CO-6] A page of another account: what it sends is neither judged nor counted as of who the cookie is.
    const dit = compteDit(req);
    if (dit !== undefined && dit !== s.identifiant) throw new ErreurHttp('SESSION', AUTRE_COMPTE);
    parRequete.set(req, s);
    if (s.restreinte !== undefined && !LIBRES.has(`${req.method} ${req.routeOptions.url ?? ''}`))
      throw new ErreurHttp('SECOND_FACTEUR');
    const antenne = antenneConnueSchema.safeParse((req.query as { antenne?: unknown } | undefined)?.antenne).data;
    c.sessions.noterVue(jeton, antenne !== undefined && antennesDe(s).includes(antenne) ? antenne : undefined);
    return undefined;
  };

const FENETRE_GARDEE_MS = 10_000;

/** The parameter hardly ever changes: it is read again every few seconds, not for every page. */
export const creerLecteurFenetre = (m: Magasin, horloge: Horloge): (() => Promise<DateCivile>) => {
  let mois: Promise<number> | undefined;
  let luA = 0;
  const lire = async (): Promise<number> => {
    const docs = await lireParametres(m);
    return lecteurParametres(docs)(dateParis(horloge())).fenetreMois;
  };
  return async () => {
    if (!mois || Date.now() - luA > FENETRE_GARDEE_MS) {
      luA = Date.now();
      mois = lire();
      mois.catch(() => {
        mois = undefined;
      });
    }
    return debutFenetre(horloge(), await mois);
  };
};
