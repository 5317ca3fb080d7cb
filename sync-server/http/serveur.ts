import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyError, LogController } from 'fastify';
import type { GenreTentative } from '#shared/contrats/acces/administration';
import type { ModeFictif } from '#shared/contrats/acces/compte';
import { refuser } from '#shared/contrats/commun';
import { refusIllisible } from '#shared/contrats/lisible';
import { creerSessions, tenirRegistre } from '../domaines/acces';
import { routesAcces, routesAccesPubliques } from '../domaines/acces/routes';
import { routesAccesPersonnel, routesMesHeures } from '../domaines/acces-personnel/routes';
import { routesAntennes } from '../domaines/antennes/routes';
import { routeReleves } from '../domaines/archive/routes';
import { routesAstreintes, routesGarde } from '../domaines/astreinte/routes';
import { routesChiffres } from '../domaines/chiffres/routes';
import { suivrePostes } from '../domaines/cloture';
import { routesCloture } from '../domaines/cloture/routes';
import { ouvrirQuotidien, type Quotidien } from '../domaines/dossiers';
import { routesDossiers } from '../domaines/dossiers/routes';
import { type ServiceVivant, serviceInconnu } from '../domaines/exploitation';
import { routeSonde, routesExploitation } from '../domaines/exploitation/routes';
import type { PortsEnvois } from '../domaines/financement';
import { routesFinancement } from '../domaines/financement/routes';
import { routesFormation } from '../domaines/formation/routes';
import { routesPointages } from '../domaines/pointages/routes';
import { routesLiensPointer, routesPointer } from '../domaines/pointer/routes';
import type { SviFormation } from '../domaines/telephonie';
import type { FournisseurIdentite, Registre } from '../ports/acces';
import type { Courrier } from '../ports/courriel';
import type { Horloge } from '../ports/horloge';
import type { Metriques } from '../sante/metriques';
import { type App, type Contexte, creerLecteurFenetre, exigerSession, sessionConnue } from '../socle/http/contexte';
import { exigerProtocole } from '../socle/http/protocole';
import { type CodeRefus, codeDeFastify, ErreurHttp, REFUS } from '../socle/http/reponses';
import { causeDe } from '../store/causes';
import { estEnPanne, estErreurMagasin } from '../store/erreurs';
import { illisibleDe } from '../store/illisible';
import type { Magasin } from '../store/lire';
import { rattraper } from '../transitions/rattraper';
import { origineAttendue } from './origines';
import { tenirQuorum } from './quorum';
import { creerDiffusion } from './replication/diffusion';
import { ROUTE_SAISIES, routesReplication } from './replication/routes';
import { servirCoquille } from './statique';
import { surveillerCentrale } from './surveillance';

/** One policy for everything served; Mantine and AG Grid write styles, hence `unsafe-inline` for styles alone. */
export const CSP = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

export type ReglagesServeur = {
  magasin: Magasin;
  horloge: Horloge;
  journal: FastifyBaseLogger;
  dossierCoquille: string;
  origine: string | undefined;
  /** Where PCs may still be that have something to send. */
  anciennesOrigines?: readonly string[] | undefined;
  dureeSessionHeures: number;
  /** Whether the service can do its work, and details without personal data: `/sante`. */
  sante: () => Promise<{ sain: boolean; [detail: string]: unknown }>;
  /** What Prometheus reads; without its token `/metrics` refuses. */
  metriques?: { tenue: Metriques; jeton: string | undefined };
  /** What the watch over the SVI tells; absent, nothing is known of it. */
  service?: ServiceVivant;
  battementMs?: number;
  /** How long a request may take to arrive whole, milliseconds; tests shorten it. */
  patienceMs?: number;
  /** What is exchanged with Millésime; absent, its reports are read and nothing is taken. */
  quotidien?: Quotidien;
  /** What is exchanged with the DASES and Millésime each month; absent, its routes refuse. */
  envois?: PortsEnvois;
  /** Whether who is on call can be told by text message; absent, by mail only. */
  sms?: boolean;
  /** Of the activity reports; absent, none is filed. */
  dossierRapports?: string;
  /** Of the archived statements; absent, none is given. */
  dossierArchive?: string;
  /** Absent in production: then neither the training telephone's routes nor its page exist. */
  formation?: { mode: ModeFictif; svi: SviFormation } | undefined;
  /** Absent, invitations are handed over and nothing is mailed. */
  courrier?: Courrier;
  /** Absent, passwords are the only way in. */
  fournisseur?: FournisseurIdentite | undefined;
  /** Absent, one of its own; given, what others note (the SVI's false signatures) is in the same. */
  registre?: Registre;
  /** Where people open the extranet, where no origin is set. */
  adresse?: () => string;
};

export type Serveur = { app: App; routes: readonly { method: string; url: string }[] };

/** The largest sending, by the slowest line; beyond it, whoever dribbles a body holds a connection. */
const PATIENCE_MS = 120_000;

const PRIVE = /^\/(api|replication|sante|metrics)(\/|\?|$)/;

/** Refusals that nobody meets by using the screens: they are kept, and told. */
const SUSPECTS: Partial<Record<string, GenreTentative>> = {
  ANTENNE: 'ANTENNE_ETRANGERE',
  ROLE: 'ROLE',
  ORIGINE: 'ORIGINE',
};

const deReplication = (adresse: string): boolean => adresse.startsWith('/replication/');

/** What a PC keeps and sends again, and what is only read, is not lost; what is asked of the server is done or not. */
const seRefait = (methode: string, adresse: string): boolean =>
  ['GET', 'HEAD'].includes(methode) || deReplication(adresse) || adresse.startsWith('/api/session');

/**
 * A document that cannot be read is a refusal, not a fault of the server: it works, and says what to do. Of what a PC keeps and sends
 * again it is one that passes: once the document is mended the row is taken, where another refusal would have it given up.
 */
const statutDe = (code: CodeRefus, adresse: string): number =>
  code === 'ILLISIBLE' && deReplication(adresse) ? 503 : REFUS[code].statut;

const gererErreurs = (app: App, registre: Registre): void => {
  app.setErrorHandler((e: FastifyError | ErreurHttp, req, reply) => {
    const genre = e instanceof ErreurHttp && e.statut === 403 ? SUSPECTS[e.refus.code] : undefined;
    const objet = `${req.method} ${req.routeOptions.url ?? '?'}`;
    if (genre) registre.noter({ genre, compte: sessionConnue(req)?.identifiant, objet });
    if (e instanceof ErreurHttp) {
      const compte = e.compte === undefined ? {} : { compte: e.compte };
      return reply.code(e.statut).send({ ...e.refus, ...compte, reference: req.id });
    }
    const magasin = estErreurMagasin(e);
    const repli = seRefait(req.method, req.url) ? 'REPLI' : 'COUPURE';
    const coupure = estEnPanne(e) ? repli : undefined;
    const illisible = illisibleDe(e);
    const deFastify = magasin ? undefined : codeDeFastify(e.code, e.statusCode);
    const code = coupure ?? (illisible ? 'ILLISIBLE' : (deFastify ?? 'INTERNE'));
    // The stack names files and causes; the store's messages may quote a document, hence are left out.
    const pile = e.stack?.split('\n').slice(1, 6);
    const statut = statutDe(code, req.url);
    if (illisible || statut >= 500) req.log.error({ ...causeDe(e), illisible, pile }, code);
    return reply.code(statut).send({ code, message: REFUS[code].message, reference: req.id });
  });
};

const sansDepot = ({ magasin, horloge }: ReglagesServeur): Quotidien =>
  ouvrirQuotidien({
    magasin,
    horloge,
    courrier: { envoyer: async () => refuser('SANS_DEPOT', 'Aucun dossier de réception n’est réglé.') },
    extranet: () => '',
    rattraper: async () => undefined,
    depot: undefined,
    retour: undefined,
  });

/** The HTTP face: sessions, replication, static shell. Not yet listening. */
export const creerServeur = async (r: ReglagesServeur): Promise<Serveur> => {
  const patience = r.patienceMs ?? PATIENCE_MS;
  const app: App = Fastify({
    loggerInstance: r.journal,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID().slice(0, 8),
    trustProxy: 'loopback',
    forceCloseConnections: true,
    bodyLimit: 100_000,
    requestTimeout: patience,
    http: { headersTimeout: Math.min(60_000, patience), connectionsCheckingInterval: Math.min(30_000, patience) },
    // A poisoned row is cleaned, then judged like the others: it must not block those behind it.
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
  });
  // JSON alone: a form of another site can send text without asking the browser first.
  app.removeContentTypeParser('text/plain');
  const routes: { method: string; url: string }[] = [];
  app.addHook('onRoute', (o) => {
    for (const method of [o.method].flat()) routes.push({ method, url: o.url });
  });

  const sessions = creerSessions(r.magasin, r.horloge, r.dureeSessionHeures, r.formation?.mode);
  const lireDebutFenetre = creerLecteurFenetre(r.magasin, r.horloge);
  const extranet = (): string => r.origine ?? r.adresse?.() ?? '';
  const registre =
    r.registre ??
    tenirRegistre({
      magasin: r.magasin,
      horloge: r.horloge,
      courrier: r.courrier,
      extranet,
      surErreur: (e) => r.journal.error(causeDe(e), 'tentative non gardée'),
    });
  const contexte: Contexte = {
    magasin: r.magasin,
    horloge: r.horloge,
    sessions,
    lireDebutFenetre,
    registre,
    courrier: r.courrier,
    fournisseur: r.fournisseur,
    extranet,
    rattraper: (...quoi) => rattraper(r.magasin, r.horloge, ...quoi),
    cookieSecurise: r.origine?.startsWith('https:') ?? false,
  };
  const service = r.service ?? serviceInconnu(r.horloge);
  const surErreur = (e: unknown): void => r.journal.warn(causeDe(e), 'flux interrompu, repris');
  const diffusion = creerDiffusion(r.magasin, lireDebutFenetre, surErreur);
  const surveillance = await surveillerCentrale(r.magasin, sessions, surErreur);

  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CSP },
    hsts: r.origine?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(cookie);
  await app.register(compress, { threshold: 1_024, encodings: ['gzip', 'identity'] });
  await app.register(rateLimit, { global: false });
  gererErreurs(app, registre);

  app.addHook('onRequest', async (req, reply) => {
    if (PRIVE.test(req.url)) reply.header('cache-control', 'no-store').header('x-reference', req.id);
    if (req.method !== 'GET' && req.method !== 'HEAD' && !origineAttendue(req, r)) throw new ErreurHttp('ORIGINE');
  });
  // What the store could not keep is refused here; of a sending of rows, each row answers for itself.
  app.addHook('preValidation', async (req) => {
    const illisible = req.routeOptions.url === ROUTE_SAISIES ? undefined : refusIllisible(req.body);
    if (illisible) throw new ErreurHttp(illisible.refus);
  });
  // Neither query strings nor bodies: the pattern of the route says what was done, and to nobody.
  app.addHook('onResponse', async (req, reply) => {
    req.log.info({
      methode: req.method,
      route: req.routeOptions.url ?? '?',
      statut: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
  app.addHook('preClose', async () => {
    await Promise.all([diffusion.fermer(), surveillance.arreter(), registre.fini()]);
  });

  tenirQuorum(app, r.magasin);
  r.metriques?.tenue.exposer(app, r.metriques.jeton);
  app.get('/sante', async (_req, reply) => {
    const { sain, ...details } = await r.sante();
    return reply.code(sain ? 200 : 503).send({ etat: sain ? 'ok' : 'degrade', ...details });
  });
  routeSonde(app, contexte);
  routesAccesPubliques(app, contexte);
  routesMesHeures(app, contexte);
  routesPointer(app, contexte);
  routesGarde(app, contexte);
  await app.register(async (prive) => {
    prive.addHook('onRequest', exigerSession(contexte));
    prive.addHook('onRequest', exigerProtocole);
    routesAcces(prive, contexte);
    routesAccesPersonnel(prive, contexte);
    routesLiensPointer(prive, contexte);
    routesAstreintes(prive, contexte, r.sms ?? false);
    routesAntennes(prive, contexte);
    routesDossiers(prive, contexte, r.quotidien ?? sansDepot(r));
    routesPointages(prive, contexte);
    routesCloture(prive, contexte);
    routesFinancement(prive, contexte, r.envois);
    routeReleves(prive, contexte, r.dossierArchive);
    routesChiffres(prive, contexte, r.dossierRapports);
    if (r.formation) routesFormation(prive, contexte, r.formation.svi);
    routesExploitation(prive, { ...contexte, service });
    routesReplication(prive, {
      ...contexte,
      diffusion,
      service,
      postes: suivrePostes(r.magasin),
      ...(r.battementMs === undefined ? {} : { battementMs: r.battementMs }),
    });
  });
  await servirCoquille(app, r.dossierCoquille, r.formation !== undefined);
  return { app, routes };
};
