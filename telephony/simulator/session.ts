import { randomUUID } from 'node:crypto';
import { instantDe, localParis } from '#shared/temps/paris';
import { envoyeur, type OptionsEnvoi } from './envoi';
import type { Champs } from './signature';
import { lireDocument, type Saisie, type Verbe } from './xml';

export type OptionsSession = OptionsEnvoi & {
  /** Calling number as Plivo gives it (E.164 without +, or `anonymous`); French spellings are sent as they are. */
  de: string;
  vers?: string;
  callUuid?: string;
  /** How silence reaches the SVI: empty Digits on the action, or on to the Redirect. */
  silence?: 'digits-vides' | 'redirect';
  /** answer_url, where it is not `/plivo/appel`; with its fragment, where that is to set the tries. */
  urlAppel?: string;
  /** fallback_answer_url: asked in its place where the answer URL gives no usable answer. */
  urlSecours?: string;
  /** hangup_url, where it is not `/plivo/fin` (Plivo's default is the answer URL). */
  urlFin?: string;
  debut?: Date;
  /** Further fields, or others in their place. */
  champs?: Champs;
};

export type AppelSimule = {
  callUuid: string;
  dit: string[];
  /** RACCROCHE_SVI: the SVI ended the call; RACCROCHE_APPELANT: the caller did; ECHEC_HTTP: no usable answer. */
  issue: 'RACCROCHE_SVI' | 'RACCROCHE_APPELANT' | 'ECHEC_HTTP';
  detail?: string;
  /** False where a repeated request got another answer. */
  repetitionsIdentiques: boolean;
  /** Requests sent again for want of an answer. */
  nouveauxEssais: number;
};

/** What was heard since the last keys, and the question that waits for keys; without one, the call is over. */
export type Pas = { phrases: string[]; saisie?: Saisie };

export type SessionAppel = {
  /** The call so far; `issue` counts once it is over. */
  appel: AppelSimule;
  appeler: () => Promise<Pas>;
  /** Keys for the question that waits; '' = silence. */
  taper: (touches: string) => Promise<Pas>;
  raccrocher: () => Promise<void>;
  /** The caller hangs up while it rings: the operator tells the end of a call that never had a beginning. */
  renoncer: () => Promise<void>;
};

const QUESTIONS_MAX = 40;

/** What a telephone keypad sends for that verb: the end key is not part of Digits, and what follows numDigits is lost. */
const digits = (saisie: Saisie, touches: string): string => {
  const fin = saisie.finishOnKey.length === 1 ? touches.indexOf(saisie.finishOnKey) : -1;
  return (fin === -1 ? touches : touches.slice(0, fin)).slice(0, saisie.numDigits);
};

const horodatage = (d: Date): string => d.toISOString().replace('T', ' ').replace('Z', '000');

type Requete = { url: string; champs: Champs; secours?: string };

/** What only the end of a call tells. Times are local, without offset, while SessionStart is UTC: that is Plivo's way. */
const champsDeFin = (debut: Date): Champs => {
  const local = (ms: number): string => localParis(instantDe(ms)).replace('T', ' ');
  const fin = Math.max(debut.getTime() + 1000, Date.now());
  const duree = String(Math.round((fin - debut.getTime()) / 1000));
  return {
    Event: 'Hangup',
    HangupSource: 'Caller',
    Duration: duree,
    BillDuration: duree,
    StartTime: local(debut.getTime()),
    AnswerTime: local(debut.getTime()),
    EndTime: local(fin),
  };
};

/** One call, as Plivo makes it, one question at a time: signs, posts, follows the XML, repeats, tries again. */
export const ouvrirSession = (o: OptionsSession): SessionAppel => {
  const appel: AppelSimule = {
    callUuid: o.callUuid ?? randomUUID(),
    dit: [],
    issue: 'RACCROCHE_APPELANT',
    repetitionsIdentiques: true,
    nouveauxEssais: 0,
  };
  const debut = o.debut ?? new Date();
  const communs: Champs = {
    CallUUID: appel.callUuid,
    From: o.de,
    To: o.vers ?? '33800000000',
    Direction: 'inbound',
    SessionStart: horodatage(debut),
    ...o.champs,
  };
  let attente: { saisie: Saisie; suite: Verbe[] } | undefined;
  let requetes = 0;

  const demander = envoyeur(o, {
    repetition: (identique) => {
      if (!identique) appel.repetitionsIdentiques = false;
    },
    nouvelEssai: () => {
      appel.nouveauxEssais += 1;
    },
  });

  /** Follows the verbs up to a question; gives the next request, or nothing where there is none. */
  const suivre = (verbes: Verbe[]): Requete | undefined => {
    for (const [n, v] of verbes.entries()) {
      if (v.verbe === 'Speak') appel.dit.push(v.texte);
      if (v.verbe === 'Hangup') break;
      if (v.verbe === 'Redirect') return { url: v.url, champs: communs };
      if (v.verbe === 'GetInput') {
        appel.dit.push(...v.saisie.phrases);
        attente = { saisie: v.saisie, suite: verbes.slice(n + 1) };
        return undefined;
      }
    }
    appel.issue = 'RACCROCHE_SVI';
    return undefined;
  };

  const finir = (fin: Champs): Promise<string> =>
    demander(o.urlFin ?? `${o.origin}/plivo/fin`, { ...communs, ...fin, ...champsDeFin(debut) });
  const finirNormalement = (): Promise<string> =>
    finir({ CallStatus: 'completed', HangupCause: 'NORMAL_CLEARING', HangupCauseName: 'Normal Hangup' });

  /** Whatever keeps the operator from an answer ends the call there: nothing more is sent. */
  const tenter = async (faire: () => Promise<unknown>): Promise<Pas> => {
    const entendues = appel.dit.length;
    try {
      await faire();
    } catch (e) {
      attente = undefined;
      appel.issue = 'ECHEC_HTTP';
      appel.detail = e instanceof Error ? e.message : String(e);
    }
    return { phrases: appel.dit.slice(entendues), ...(attente ? { saisie: attente.saisie } : {}) };
  };

  /** A document to follow. The fallback is only for the answer URL: it takes over where that one cannot be used. */
  const obtenir = async ({ url, champs, secours }: Requete): Promise<Verbe[]> => {
    const complets = { CallStatus: 'in-progress', ...champs };
    try {
      return lireDocument(await demander(url, complets));
    } catch (e) {
      if (secours === undefined) throw e;
      return lireDocument(await demander(secours, complets));
    }
  };

  const derouler = async (premiere: Requete | undefined): Promise<void> => {
    for (let requete = premiere; requete; ) {
      if (requetes >= QUESTIONS_MAX) break;
      requetes += 1;
      requete = suivre(await obtenir(requete));
    }
    if (!attente) await finirNormalement();
  };

  return {
    appel,
    appeler: () =>
      tenter(() =>
        derouler({
          url: o.urlAppel ?? `${o.origin}/plivo/appel`,
          champs: { ...communs, CallStatus: 'ringing', Event: 'StartApp' },
          ...(o.urlSecours === undefined ? {} : { secours: o.urlSecours }),
        }),
      ),
    taper: (touches) =>
      tenter(async () => {
        if (!attente) return;
        const { saisie, suite } = attente;
        attente = undefined;
        const saisis = digits(saisie, touches);
        const repond = saisis !== '' || o.silence !== 'redirect';
        const requete = { url: saisie.action, champs: { ...communs, Digits: saisis, InputType: 'dtmf' } };
        await derouler(repond ? requete : suivre(suite));
      }),
    raccrocher: async () => {
      if (!attente) return;
      attente = undefined;
      appel.issue = 'RACCROCHE_APPELANT';
      await tenter(finirNormalement);
    },
    renoncer: async () => {
      await tenter(() =>
        finir({ CallStatus: 'no-answer', HangupCause: 'ORIGINATOR_CANCEL', HangupCauseName: 'Cancelled' }),
      );
    },
  };
};
