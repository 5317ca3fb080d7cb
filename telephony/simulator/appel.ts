import { randomUUID } from 'node:crypto';
import { setTimeout as delai } from 'node:timers/promises';
import { type Champs, signerV3 } from './signature';
import { lireDocument, type Saisie } from './xml';

export type OptionsAppelSimule = {
  /** Address that is signed: the SVI's PUBLIC_ORIGIN. */
  origin: string;
  /** Address that is really called, where it is another (behind a proxy). */
  baseUrl?: string;
  authToken: string;
  /** Calling number as Plivo gives it (E.164 without +, or `anonymous`); French spellings are sent as they are. */
  de: string;
  vers?: string;
  /**
   * What is keyed at each question, separated by commas; nothing between two commas = silence. Then the caller hangs up.
   * Or a caller who listens: given what was just said, the keys ('' = silence), or undefined = hangs up.
   */
  touches: string | ((phrases: readonly string[]) => string | undefined | Promise<string | undefined>);
  callUuid?: string;
  /** Hangs up without answering once that many questions were answered. */
  raccrocherApres?: number;
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

const QUESTIONS_MAX = 40;

/** What a telephone keypad sends for that verb: the end key is not part of Digits, and what follows numDigits is lost. */
const digits = (saisie: Saisie, touches: string): string => {
  const fin = saisie.finishOnKey.length === 1 ? touches.indexOf(saisie.finishOnKey) : -1;
  return (fin === -1 ? touches : touches.slice(0, fin)).slice(0, saisie.numDigits);
};

const horodatage = (d: Date): string => d.toISOString().replace('T', ' ').replace('Z', '000');

/** One call, as Plivo makes it: signs, posts, follows the XML, keys digits, stays silent, hangs up, repeats, tries again. */
export const simulerAppel = async (o: OptionsAppelSimule): Promise<AppelSimule> => {
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

  const { touches } = o;
  const liste = touches === '' || typeof touches === 'function' ? [] : touches.split(',').map((t) => t.trim());
  let repondues = 0;
  /** Keys for the next question; undefined = the caller hangs up there. */
  const suivantes = async (phrases: readonly string[]): Promise<string | undefined> => {
    if (repondues >= (o.raccrocherApres ?? Number.POSITIVE_INFINITY)) return undefined;
    const t = typeof touches === 'function' ? await touches(phrases) : liste[repondues];
    repondues += 1;
    return t;
  };

  /** Follows one document; gives the next request, or nothing at the end of the call. */
  const suivre = async (xml: string): Promise<{ url: string; champs: Champs } | undefined> => {
    const entendues = appel.dit.length;
    for (const v of lireDocument(xml)) {
      if (v.verbe === 'Speak') appel.dit.push(v.texte);
      if (v.verbe === 'Hangup') break;
      if (v.verbe === 'Redirect') return { url: v.url, champs: communs };
      if (v.verbe === 'GetInput') {
        appel.dit.push(...v.saisie.phrases);
        const t = await suivantes(appel.dit.slice(entendues));
        if (t === undefined) {
          appel.issue = 'RACCROCHE_APPELANT';
          return undefined;
        }
        const saisis = digits(v.saisie, t);
        if (saisis !== '' || o.silence !== 'redirect') {
          return { url: v.saisie.action, champs: { ...communs, Digits: saisis, InputType: 'dtmf' } };
        }
      }
    }
    appel.issue = 'RACCROCHE_SVI';
    return undefined;
  };

  try {
    let requete: { url: string; champs: Champs } | undefined = {
      url: `${o.origin}/plivo/appel`,
      champs: { ...communs, CallStatus: 'ringing', Event: 'StartApp' },
    };
    for (let n = 0; requete && n < QUESTIONS_MAX; n += 1) {
      requete = await suivre(await demander(requete.url, { CallStatus: 'in-progress', ...requete.champs }));
    }
    const fin = { ...communs, CallStatus: 'completed', Event: 'Hangup', HangupCause: 'NORMAL_CLEARING' };
    await demander(o.urlFin ?? `${o.origin}/plivo/fin`, fin);
  } catch (e) {
    appel.issue = 'ECHEC_HTTP';
    appel.detail = e instanceof Error ? e.message : String(e);
  }
  return appel;
};
