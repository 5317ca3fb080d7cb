import { createHash } from 'node:crypto';
import { parse } from 'node:querystring';
import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireSortante, type RequeteSortante } from '../sonde/sortant';
import { estSonde, PREFIXE_SONDE } from '../svi/sonde';
import { normaliserNumero } from './numero';

export type Parametres = Record<string, string | string[] | undefined>;

/** The body of a webhook: form-urlencoded. A key given twice is a list, as the signature counts it; all of them count. */
export const lireFormulaire = (corps: string): Parametres => ({
  ...parse(corps, undefined, undefined, { maxKeys: 0 }),
});

const un = (p: Parametres, cle: string): string | undefined => {
  const valeur = Object.hasOwn(p, cle) ? p[cle] : undefined;
  return Array.isArray(valeur) ? valeur[0] : valeur;
};

/** Keys given twice and not alike are no entry: joined so that they are never a code, nor a key. */
const saisie = (p: Parametres): string => {
  const valeur = Object.hasOwn(p, 'Digits') ? p.Digits : undefined;
  return Array.isArray(valeur) ? [...new Set(valeur)].join(' ').trim() : (valeur ?? '').trim();
};

const STATUTS_FINAUX = new Set([
  'completed',
  'busy',
  'failed',
  'timeout',
  'no-answer',
  'cancel',
  'canceled',
  'machine',
]);

/** hangup_url defaults to the answer URL: Event and CallStatus say that the call is over, the path only where both are silent. */
const estFin = (p: Parametres, chemin: string): boolean => {
  const evenement = un(p, 'Event')?.toLowerCase();
  const statut = un(p, 'CallStatus')?.toLowerCase();
  if (evenement === 'hangup') return true;
  if (statut !== undefined && statut !== '') return STATUTS_FINAUX.has(statut);
  return evenement === undefined && chemin === '/plivo/fin';
};

/** SessionStart is UTC, written `2026-10-01 06:02:49.123456`. EndTime and the like are local time without offset: not read. */
export const lireSessionStart = (texte: string | undefined): Instant | undefined => {
  const lu = /^(\d{4}-\d{2}-\d{2})[ T+](\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|\+00:00)?$/.exec((texte ?? '').trim());
  const ms = lu ? Date.parse(`${lu[1]}T${lu[2]}Z`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : instantDe(ms);
};

/**
 * Ids of documents are built on the call's id: one that could not be part of an id is replaced by its digest. A
 * synthetic call stays one.
 */
export const identifiantSur = (recu: string): string => {
  if (/^[A-Za-z0-9_.-]{1,64}$/.test(recu)) return recu;
  const digeste = createHash('sha256').update(recu).digest('hex').slice(0, 32);
  return estSonde(recu) ? PREFIXE_SONDE + digeste : digeste;
};

export type RequeteAppel = {
  /** Undefined where Plivo gave none: then nothing can be recorded. */
  appelId: string | undefined;
  numero: string | undefined;
  sessionStart: Instant | undefined;
  /** Empty = silence, which Plivo tells by empty Digits or by going on to the Redirect. */
  touches: string;
  fin: boolean;
  /** State carried by the action URL. */
  jeton: string | undefined;
  /** Where it is of a leg that we placed: then nothing else of it counts. */
  sortante?: RequeteSortante;
  /** What makes a repetition: path, query and Digits (the call is known besides). */
  cle: string;
};

export const lireRequete = (url: string, p: Parametres): RequeteAppel => {
  const [chemin = '', query = ''] = url.split('?', 2);
  const appelId = un(p, 'CallUUID')?.trim();
  const touches = saisie(p);
  const fin = estFin(p, chemin);
  const connu = appelId ? identifiantSur(appelId) : undefined;
  const sortante = lireSortante(url, {
    ...{ appelId: connu, direction: un(p, 'Direction') ?? '', statut: un(p, 'CallStatus')?.toLowerCase() ?? '' },
    ...{ cause: un(p, 'HangupCauseName') ?? '', fini: fin },
  });
  return {
    appelId: connu,
    ...(sortante ? { sortante } : {}),
    numero: normaliserNumero(un(p, 'From')),
    sessionStart: lireSessionStart(un(p, 'SessionStart')),
    touches,
    fin,
    jeton: un(lireFormulaire(query), 'e'),
    // Keys in a map kept in memory only; hashed, so that codes are not lying about even there.
    cle: createHash('sha256')
      .update(`${fin ? 'fin' : url}\n${touches}`)
      .digest('base64url'),
  };
};
