import { randomUUID } from 'node:crypto';
import { setTimeout as delai } from 'node:timers/promises';
import type { AppelOperateur } from './appels-operateur';
import { envoyeur } from './envoi';
import { ouvrirSession, type Pas, type SessionAppel } from './session';
import type { Champs } from './signature';
import { suiteDeTouches, tonalites } from './tonalites';

/** What becomes of a call that is placed; one that nothing is said of goes through. */
export const SORTS = [
  'ABOUTIT',
  'OCCUPE',
  'SANS_REPONSE',
  'SANS_CREDIT',
  'NUMERO_REFUSE',
  'JAMBE_PERDUE',
  'AILLEURS',
  'TOUCHES_PERDUES',
  'SILENCE_5S',
  'ERREUR_DANS_200',
] as const;
export type Sort = (typeof SORTS)[number];

export type AppelsSortants = {
  /** Of the next calls, in order. */
  sorts: Sort[];
  /** Every call that was taken, as it was asked for. */
  demandes: Record<string, string | boolean>[];
  /** Until no leg is under way. */
  calmes: () => Promise<void>;
};

export type MondeSortant = {
  authToken: string;
  /** The operator's clock (epoch ms), and what makes it go on. */
  horloge: () => number;
  ecouler?: ((ms: number) => void | Promise<void>) | undefined;
  /** Where webhooks really go, where that is not the address that is signed. */
  baseUrl?: string | undefined;
  /** Whether a number is the account's, and what it calls. */
  numeros: (numero: string) => { answer_url?: string; hangup_url?: string } | undefined;
  /** Each inbound leg leaves a record. */
  appels: AppelOperateur[];
};

type Reponse = { statut: number; corps: unknown };
const refus = (statut: number, error: string): Reponse => ({ statut, corps: { api_id: 'simulé', error } });
const chiffres = (v: unknown): string => (typeof v === 'string' ? v.replace('+', '') : '');

const SONNERIE_MS = 3_000;
const SILENCE_MS = 5_000;
/** A prompt is spoken before the wait for keys begins. */
const PAROLE_S = 2;
const FINS: Partial<Record<Sort, { statut: string; cause: string; nom: string; apresMs: number }>> = {
  OCCUPE: { statut: 'busy', cause: 'USER_BUSY', nom: 'Busy Line', apresMs: 2_000 },
  SANS_REPONSE: { statut: 'no-answer', cause: 'NO_ANSWER', nom: 'No Answer', apresMs: 30_000 },
};

type Demande = { de: string; vers: string; urlReponse: string; urlFin: string; touches: string; dureeMaxS: number };

const lireDemande = (recu: Record<string, string | boolean>): Demande | string => {
  const { answer_url, hangup_url, send_digits = '', time_limit } = recu;
  if (typeof answer_url !== 'string') return 'answer_url parameter is required';
  if (typeof send_digits !== 'string' || !/^[0-9*#wW]*$/.test(send_digits)) return 'send_digits is not valid';
  return {
    de: chiffres(recu.from),
    vers: chiffres(recu.to),
    urlReponse: answer_url,
    urlFin: typeof hangup_url === 'string' ? hangup_url : answer_url,
    touches: send_digits,
    dureeMaxS: Number(time_limit ?? 14_400),
  };
};

/** Plays the keys to the inbound leg as time goes on; what is keyed before its sound opens is lost. */
const jouerTouches = async (
  session: SessionAppel,
  premier: Pas,
  o: {
    touches: string;
    silenceMs: number;
    perdues: boolean;
    dureeMaxS: number;
    ecouler: (ms: number) => Promise<void>;
  },
): Promise<void> => {
  const envoyees = o.perdues ? [] : tonalites(o.touches).filter((t) => t.a * 1_000 >= o.silenceMs);
  let maintenant = 0;
  const attendre = async (a: number): Promise<void> => {
    await o.ecouler(Math.max(0, (a - maintenant) * 1_000));
    maintenant = Math.max(maintenant, a);
  };
  let pas = premier;
  while (pas.saisie && maintenant < o.dureeMaxS) {
    const { touches, a } = suiteDeTouches(envoyees, pas.saisie, { depuis: maintenant, parole: PAROLE_S });
    await attendre(Math.min(a, o.dureeMaxS));
    pas = maintenant < o.dureeMaxS ? await session.taper(touches) : pas;
  }
  if (pas.saisie) await session.raccrocher();
};

/** The operator's Call resource, as far as the outside check uses it: the answer to the request, and the two legs that follow. */
export const ouvrirAppelsSortants = (m: MondeSortant) => {
  const sorts: Sort[] = [];
  const demandes: AppelsSortants['demandes'] = [];
  const enCours = new Set<Promise<void>>();
  const ecouler = async (ms: number): Promise<void> => {
    await (m.ecouler ?? delai)(ms);
  };

  const jouer = async (d: Demande, sort: Sort, requete: string): Promise<void> => {
    const origin = new URL(d.urlReponse).origin;
    const lien = {
      ...{ origin, authToken: m.authToken },
      ...(m.baseUrl === undefined ? {} : { baseUrl: m.baseUrl }),
      // On a clock that is moved by hand, nobody waits between two tries.
      ...(m.ecouler ? { delaiEssaiMs: 1 } : {}),
    };
    const poster = envoyeur(lien, { repetition: () => undefined, nouvelEssai: () => undefined });
    const communs: Champs = { CallUUID: requete, RequestUUID: requete, From: d.de, To: d.vers, Direction: 'outbound' };
    // Whoever placed the call and does not answer hears nothing of it.
    const prevenir = async (url: string, champs: Champs): Promise<void> => {
      await poster(url, { ...communs, ...champs }).catch(() => undefined);
    };
    const finir = (statut: string, cause: string, nom: string): Promise<void> =>
      prevenir(d.urlFin, { Event: 'Hangup', CallStatus: statut, HangupCause: cause, HangupCauseName: nom });
    const decrocher = (): Promise<void> => prevenir(d.urlReponse, { Event: 'StartApp', CallStatus: 'in-progress' });
    const normale = (): Promise<void> => finir('completed', 'NORMAL_CLEARING', 'Normal Hangup');

    if (sort === 'JAMBE_PERDUE') return;
    const fin = FINS[sort];
    if (fin) {
      await ecouler(fin.apresMs);
      await finir(fin.statut, fin.cause, fin.nom);
      return;
    }
    await ecouler(SONNERIE_MS);
    const application = m.numeros(d.vers);
    if (sort === 'AILLEURS' || application?.answer_url === undefined) {
      await decrocher();
      await ecouler(d.dureeMaxS * 1_000);
      await normale();
      return;
    }
    const debut = m.horloge();
    const session = ouvrirSession({
      ...lien,
      de: d.de,
      vers: d.vers,
      callUuid: randomUUID(),
      debut: new Date(debut),
      urlAppel: application.answer_url,
      ...(application.hangup_url ? { urlFin: application.hangup_url } : {}),
    });
    const premier = await session.appeler();
    if (session.appel.issue === 'ECHEC_HTTP') {
      await finir('failed', 'NORMAL_TEMPORARY_FAILURE', 'Network Error');
      return;
    }
    await decrocher();
    await jouerTouches(session, premier, {
      touches: d.touches,
      silenceMs: sort === 'SILENCE_5S' ? SILENCE_MS : 0,
      perdues: sort === 'TOUCHES_PERDUES',
      dureeMaxS: d.dureeMaxS,
      ecouler,
    });
    m.appels.push({ callUuid: session.appel.callUuid, de: d.de, vers: d.vers, debut, fin: m.horloge() });
    await normale();
  };

  const appeler = (recu: Record<string, string | boolean>): Reponse => {
    const d = lireDemande(recu);
    if (typeof d === 'string') return refus(400, d);
    const sort = sorts.shift() ?? 'ABOUTIT';
    if (sort === 'SANS_CREDIT') return refus(402, 'Insufficient credit in your account');
    if (sort === 'ERREUR_DANS_200') return { statut: 200, corps: { api_id: 'simulé', error: 'internal error' } };
    if (sort === 'NUMERO_REFUSE' || m.numeros(d.de) === undefined)
      return refus(400, 'from parameter is not a number of this account');
    const requete = randomUUID();
    demandes.push(recu);
    const travail: Promise<void> = jouer(d, sort, requete).finally(() => enCours.delete(travail));
    enCours.add(travail);
    return { statut: 201, corps: { api_id: randomUUID(), message: 'call fired', request_uuid: requete } };
  };

  const calmes = async (): Promise<void> => {
    while (enCours.size > 0) await Promise.all(enCours);
  };
  const sortants: AppelsSortants = { sorts, demandes, calmes };
  return { sortants, appeler };
};
