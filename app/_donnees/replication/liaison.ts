import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import type { Instant } from '#shared/temps/types';
import { EchecHttp } from '../serveur/api';
import type { EtatLiaison, Liaison } from './etat-sync';

/**
 * What holds back the requests of a replication. `SESSION`: it is over, until the next sign-in. `DROITS`: something was refused by
 * right, until the session has been read. `PERDUS`: the antenna is no longer the account's. `ARRET`: it is being closed.
 */
export type Retenue = 'SESSION' | 'DROITS' | 'PERDUS' | 'ARRET';

export type EtatReplication = {
  /** What is told to the screens. */
  lien: EtatLiaison;
  retenue: Retenue | undefined;
  /** Not up to date before the first reading of this start is over, however quickly the stream opens. */
  initiale: boolean;
  /** Documents read since the start. */
  lus: number;
  /** The stream was cut, and what has changed meanwhile was not asked for: without it, nothing else says that something has. */
  coupe: boolean;
  /** Of the session that requests are made in: what one of a former says of it is no longer true. */
  epoque: number;
};

/** What a request failed of. */
export type Echec =
  | { genre: 'SILENCE' }
  | { genre: 'SESSION' }
  | { genre: 'DROIT'; message: string }
  | { genre: 'PANNE'; message: string };

export type Evenement =
  /** The stream is open, which this session is let into; or it is cut. */
  | { type: 'OUVERT' }
  | { type: 'COUPE' }
  | { type: 'PAGE'; documents: number; suite: boolean }
  | { type: 'LECTURE_FINIE' }
  | { type: 'REUSSI'; epoque: number }
  /** Whether what arrives waits for room on the disk. */
  | { type: 'DISQUE'; plein: boolean }
  | { type: 'ECHOUE'; epoque: number; echec: Echec }
  /** The account is over: which, where the server names it; perhaps not this one. */
  | { type: 'COMPTE_FINI'; compte: string | undefined; ici: boolean; epoque: number }
  /** What the server says of the session, and whether it may do more or less than this page knew; or that it said nothing. */
  | { type: 'SESSION_LUE'; permise: boolean; change: boolean; session: Session }
  | { type: 'SESSION_TUE'; epoque: number; echec: Echec }
  /** Signed in, or asked for by the person: now rather than at the next attempt. */
  | { type: 'REPRENDRE' }
  | { type: 'ARRETER' };

export type Effet =
  | { type: 'CONTACT' }
  | { type: 'SESSION_FINIE' }
  | { type: 'COMPTE_FINI'; compte: string | undefined }
  | { type: 'DROITS'; session: Session }
  | { type: 'LIRE_SESSION' }
  /** The session too, for what it may do alone: it works, and what fails of it is told by what is asked next. */
  | { type: 'LIRE_DROITS' }
  | { type: 'LIRE_REFERENTIEL' }
  | { type: 'RELIRE' }
  | { type: 'ROUVRIR_FLUX' }
  | { type: 'REDEMANDER_FLUX' }
  | { type: 'FERMER_FLUX' };

export type Transition = { etat: EtatReplication; effets: readonly Effet[] };

export const auDepart = (maintenant: Instant): EtatReplication => ({
  lien: { liaison: 'CONNEXION', depuis: maintenant, lecture: 0 },
  retenue: undefined,
  initiale: true,
  lus: 0,
  coupe: false,
  epoque: 0,
});

/** Refusals that end with the rights of the account, and with no other attempt. */
const REFUS_DE_DROIT: ReadonlySet<string> = new Set(['ANTENNE', 'ROLE', 'SECOND_FACTEUR']);
const INATTENDUE = 'La synchronisation a échoué ; nouvel essai dans un instant.';

export const echecDe = (e: unknown): Echec => {
  if (!(e instanceof EchecHttp)) return { genre: 'PANNE', message: INATTENDUE };
  if (e.statut === 0) return { genre: 'SILENCE' };
  if (e.statut === 401) return { genre: 'SESSION' };
  const droit = e.statut === 403 && REFUS_DE_DROIT.has(e.code);
  return { genre: droit ? 'DROIT' : 'PANNE', message: e.message };
};

/** Whether a session of this account is let into an antenna; one of somebody else is, for it, a session that is over. */
export const sessionPermise = (session: Session, antenne: Antenne): boolean =>
  session.restreinte === undefined && antennesDe(session).includes(antenne);

/** Nothing more comes of it: closed, or of an antenna that is lost. */
const finie = (e: EtatReplication): boolean => e.retenue === 'ARRET' || e.retenue === 'PERDUS';

const RIEN: readonly Effet[] = [];

const dire = (
  e: EtatReplication,
  liaison: Liaison,
  maintenant: Instant,
  suite: Partial<EtatLiaison> = {},
): EtatReplication => {
  const { lien } = e;
  const depuis = liaison === lien.liaison ? lien.depuis : maintenant;
  const erreur = liaison === 'EN_LIGNE' ? undefined : lien.erreur;
  const disque = lien.disquePlein ? { disquePlein: lien.disquePlein } : {};
  return { ...e, lien: { liaison, depuis, lecture: lien.lecture, erreur, ...disque, ...suite } };
};

const enLigne = (e: EtatReplication, maintenant: Instant): EtatReplication =>
  e.lien.liaison === 'EN_LIGNE' ? e : dire(e, 'EN_LIGNE', maintenant);

const echouer = (e: EtatReplication, echec: Echec, maintenant: Instant): Transition => {
  switch (echec.genre) {
    case 'SILENCE':
      return { etat: dire(e, 'HORS_LIGNE', maintenant), effets: RIEN };
    case 'PANNE':
      return { etat: dire(e, 'HORS_LIGNE', maintenant, { erreur: echec.message }), effets: RIEN };
    case 'SESSION':
      // The others that are under way are of this session too: it is told once, and what they say of it is late.
      return {
        etat: { ...dire(e, 'SESSION_FINIE', maintenant), retenue: 'SESSION', epoque: e.epoque + 1 },
        effets: [{ type: 'SESSION_FINIE' }, { type: 'REDEMANDER_FLUX' }],
      };
    case 'DROIT':
      // Each further request would be one more attempt in the register of the security.
      return {
        etat: {
          ...dire(e, 'HORS_LIGNE', maintenant, { erreur: echec.message }),
          retenue: e.retenue ?? 'DROITS',
          epoque: e.epoque + 1,
        },
        effets: [{ type: 'LIRE_SESSION' }],
      };
  }
};

const pageRecue = (e: EtatReplication, documents: number, suite: boolean, maintenant: Instant): Transition => {
  const lus = e.lus + documents;
  const lecture = suite || e.initiale ? lus : undefined;
  const inchangee = lecture === undefined && e.lien.lecture === undefined;
  return {
    etat: { ...(inchangee ? e : dire(e, e.lien.liaison, maintenant, { lecture })), lus },
    effets: [{ type: 'CONTACT' }],
  };
};

const sessionLue = (
  e: EtatReplication,
  { permise, change, session }: Extract<Evenement, { type: 'SESSION_LUE' }>,
): Transition => {
  const droits: Effet = { type: 'DROITS', session };
  if (!permise) return { etat: { ...e, retenue: 'PERDUS' }, effets: [{ type: 'FERMER_FLUX' }, droits] };
  const effets: Effet[] = [{ type: 'CONTACT' }, ...(change ? [droits] : [])];
  // Told as over, it waits for the sign-in, which says so by itself.
  if (e.lien.liaison === 'SESSION_FINIE') return { etat: e, effets };
  const etat: EtatReplication = { ...e, retenue: undefined, coupe: false };
  // The server answers and the stream does not: what stands between them holds it back. Asked once for each stream that fails.
  return { etat, effets: e.coupe ? [...effets, { type: 'RELIRE' }] : effets };
};

/**
 * One step of what links this PC with the server. What is told as online is not held back; a session that is over is told once; what a
 * request of a former session says is dropped; once it is closed, or the antenna lost, nothing follows.
 */
export const avancer = (e: EtatReplication, ev: Evenement, maintenant: Instant): Transition => {
  if (ev.type === 'ARRETER') return { etat: { ...e, retenue: 'ARRET' }, effets: [{ type: 'FERMER_FLUX' }] };
  if (finie(e)) return { etat: e, effets: RIEN };
  switch (ev.type) {
    case 'OUVERT':
      return {
        etat: { ...enLigne(e, maintenant), retenue: undefined, coupe: false },
        effets: [{ type: 'LIRE_REFERENTIEL' }, { type: 'RELIRE' }, { type: 'LIRE_DROITS' }],
      };
    case 'COUPE':
      return { etat: { ...e, coupe: true }, effets: [{ type: 'LIRE_SESSION' }] };
    case 'PAGE':
      return pageRecue(e, ev.documents, ev.suite, maintenant);
    case 'LECTURE_FINIE':
      return {
        etat: { ...dire(e, e.lien.liaison, maintenant, { lecture: undefined }), initiale: false },
        effets: RIEN,
      };
    case 'REUSSI':
      return { etat: ev.epoque === e.epoque && !e.retenue ? enLigne(e, maintenant) : e, effets: RIEN };
    case 'DISQUE': {
      const { disquePlein: _, ...lien } = e.lien;
      if (ev.plein) return { etat: { ...e, lien: { ...lien, disquePlein: true } }, effets: RIEN };
      // What is of this PC alone was not written either.
      return { etat: { ...e, lien }, effets: [{ type: 'LIRE_REFERENTIEL' }, { type: 'RELIRE' }] };
    }
    case 'ECHOUE':
      return ev.epoque === e.epoque ? echouer(e, ev.echec, maintenant) : { etat: e, effets: RIEN };
    case 'COMPTE_FINI': {
      const effets: Effet[] = [{ type: 'COMPTE_FINI', compte: ev.compte }];
      // Of another account, whose cookie this was: this one's data stay, and wait for its own sign-in.
      if (ev.ici || ev.epoque !== e.epoque) return { etat: e, effets };
      const t = echouer(e, { genre: 'SESSION' }, maintenant);
      return { etat: t.etat, effets: [...effets, ...t.effets] };
    }
    case 'SESSION_LUE':
      return sessionLue(e, ev);
    case 'SESSION_TUE': {
      // Nobody answered: what was refused is tried again, at its own pace.
      const libre = e.retenue === 'DROITS' ? { ...e, retenue: undefined } : e;
      return ev.epoque === e.epoque ? echouer(libre, ev.echec, maintenant) : { etat: libre, effets: RIEN };
    }
    case 'REPRENDRE':
      return {
        etat: { ...dire(e, 'CONNEXION', maintenant), retenue: undefined, epoque: e.epoque + 1 },
        effets: [{ type: 'ROUVRIR_FLUX' }, { type: 'RELIRE' }, { type: 'LIRE_DROITS' }],
      };
  }
};
