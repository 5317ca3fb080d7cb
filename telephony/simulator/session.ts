import { randomUUID } from 'node:crypto';
import { setTimeout as delai } from 'node:timers/promises';
import { type Champs, signerV3 } from './signature';
import { lireDocument, type Saisie, type Verbe } from './xml';

export type OptionsSession = {
  /** Address that is signed: the SVI's PUBLIC_ORIGIN. */
  origin: string;
  /** Address that is really called, where it is another (behind a proxy). */
  baseUrl?: string;
  authToken: string;
  /** Calling number as Plivo gives it (E.164 without +, or `anonymous`); French spellings are sent as they are. */
  de: string;
  vers?: string;
  callUuid?: string;
  /** How silence reaches the SVI: empty Digits on the action, or on to the Redirect. */
  silence?: 'digits-vides' | 'redirect';
  /** Every request is sent twice, with the same nonce, as Plivo does when an answer is late. */
  repeter?: boolean;
  /** New tries where the SVI does not answer or answers 5xx (`rc` and `rt` of the URL's fragment). */
  essais?: number;
  delaiEssaiMs?: number;
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
};

const QUESTIONS_MAX = 40;

/** What a telephone keypad sends for that verb: the end key is not part of Digits, and what follows numDigits is lost. */
const digits = (saisie: Saisie, touches: string): string => {
  const fin = saisie.finishOnKey.length === 1 ? touches.indexOf(saisie.finishOnKey) : -1;
  return (fin === -1 ? touches : touches.slice(0, fin)).slice(0, saisie.numDigits);
};

const horodatage = (d: Date): string => d.toISOString().replace('T', ' ').replace('Z', '000');

type Requete = { url: string; champs: Champs };

/** One call, as Plivo makes it, one question at a time: signs, posts, follows the XML, repeats, tries again. */
export const ouvrirSession = (o: OptionsSession): SessionAppel => {
  const appel: AppelSimule = {
    callUuid: o.callUuid ?? randomUUID(),
    dit: [],
    issue: 'RACCROCHE_APPELANT',
    repetitionsIdentiques: true,
    nouveauxEssais: 0,
  };
  const communs: Champs = {
    CallUUID: appel.callUuid,
    From: o.de,
    To: o.vers ?? '33800000000',
    Direction: 'inbound',
    SessionStart: horodatage(o.debut ?? new Date()),
    ...o.champs,
  };
  let attente: { saisie: Saisie; suite: Verbe[] } | undefined;
  let requetes = 0;

  const envoyer = async (url: string, champs: Champs): Promise<string> => {
    const { nonce, signature } = signerV3(o.authToken, url, champs);
    const corps = new URLSearchParams();
    for (const [cle, valeur] of Object.entries(champs)) {
      for (const v of Array.isArray(valeur) ? valeur : [valeur]) corps.append(cle, v);
    }
    const reelle = o.baseUrl === undefined ? url : url.replace(o.origin, o.baseUrl);
    const headers = { 'X-Plivo-Signature-V3': signature, 'X-Plivo-Signature-V3-Nonce': nonce };
    const reponse = await fetch(reelle, { method: 'POST', body: corps, headers });
    const texte = await reponse.text();
    if (!reponse.ok) throw new Error(`le SVI répond ${reponse.status}`);
    return texte;
  };

  const demander = async (url: string, champs: Champs): Promise<string> => {
    for (let essai = 0; ; essai += 1) {
      try {
        const xml = await envoyer(url, champs);
        if (o.repeter && (await envoyer(url, champs)) !== xml) appel.repetitionsIdentiques = false;
        return xml;
      } catch (e) {
        if (essai >= (o.essais ?? 0)) throw e;
        appel.nouveauxEssais += 1;
        await delai(o.delaiEssaiMs ?? 1000);
      }
    }
  };

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

  const finir = async (): Promise<void> => {
    const fin = { ...communs, CallStatus: 'completed', Event: 'Hangup', HangupCause: 'NORMAL_CLEARING' };
    await demander(o.urlFin ?? `${o.origin}/plivo/fin`, fin);
  };

  /** Whatever keeps the operator from an answer ends the call there: nothing more is sent. */
  const tenter = async (faire: () => Promise<void>): Promise<Pas> => {
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

  const derouler = async (premiere: Requete | undefined): Promise<void> => {
    for (let requete = premiere; requete; ) {
      if (requetes >= QUESTIONS_MAX) break;
      requetes += 1;
      requete = suivre(lireDocument(await demander(requete.url, { CallStatus: 'in-progress', ...requete.champs })));
    }
    if (!attente) await finir();
  };

  return {
    appel,
    appeler: () =>
      tenter(() =>
        derouler({ url: `${o.origin}/plivo/appel`, champs: { ...communs, CallStatus: 'ringing', Event: 'StartApp' } }),
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
      await tenter(finir);
    },
  };
};
