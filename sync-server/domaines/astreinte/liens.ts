import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Antenne } from '#shared/contrats/commun';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { type ADire, nomEtape } from '#shared/domain/veille/etapes';
import { dateExiste, dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';

// The link of a message: the day and the mark of its document, then a signature by a key that this message alone has. It names nobody.

const MARQUE = 9;
const SIGNATURE = 16;
const JETON = /^(\d{2})(\d{2})(\d{2})([A-Za-z0-9_-]{12})([A-Za-z0-9_-]{22})$/;

/** [AL-7] The `_id` of a message, by what it tells: the antenna, the alert, its hour (a visit may be moved, and missed again) and the step. */
export const idMessage = (
  depuis: DateCivile,
  { antenne, alerteId, heure }: { antenne: Antenne; alerteId: string; heure: Instant },
  etape: Pick<ADire, 'rang' | 'fin'>,
): string => {
  const marque = createHash('sha256')
    .update(`${antenne} ${alerteId} ${heure} ${nomEtape(etape)}`)
    .digest();
  return `message-astreinte:${depuis}:${marque.subarray(0, MARQUE).toString('base64url')}`;
};

/**
 * The `_id` of a message of many visits: who is told, for which turn, that minute. Two services that see the same minute make one, be
 * what they see a little different.
 */
export const idGroupe = (minute: Instant, { mobile, rang, fin }: Pick<ADire, 'mobile' | 'rang' | 'fin'>): string => {
  const marque = createHash('sha256')
    .update(`groupe ${mobile} ${minute.slice(0, 16)} ${nomEtape({ rang, fin })}`)
    .digest();
  return `message-astreinte:${dateParis(minute)}:${marque.subarray(0, MARQUE).toString('base64url')}`;
};

/** The `_id` of the message that says that all of those are over. */
export const idFin = (groupe: string): string => {
  const [type = '', date = '', marque = ''] = groupe.split(':');
  const suite = createHash('sha256').update(`fin ${marque}`).digest();
  return `${type}:${date}:${suite.subarray(0, MARQUE).toString('base64url')}`;
};

/** A link opens for as long as its incident may matter. */
const VALIDITE_MS = 12 * 3_600_000;
export const expireApres = (i: Instant): Instant => instantDe(epochMs(i) + VALIDITE_MS);

export const nouvelleGraine = (): string => randomBytes(32).toString('base64url');

type Signe = Pick<MessageAstreinte, '_id' | 'expireLe' | 'graine'>;
const signer = ({ _id, expireLe, graine = '' }: Signe): string =>
  createHmac('sha256', graine).update(`${_id} ${expireLe}`).digest().subarray(0, SIGNATURE).toString('base64url');

/** Forty letters, digits, `-` and `_`. */
export const jetonDe = (m: Signe): string => {
  const [, date = '', marque = ''] = m._id.split(':');
  return `${date.slice(2).replaceAll('-', '')}${marque}${signer(m)}`;
};

/** The document that a token names; undefined where it is none. */
export const idDuJeton = (jeton: string): string | undefined => {
  const [, a, m, j, marque] = JETON.exec(jeton) ?? [];
  const date = `20${a}-${m}-${j}`;
  return marque !== undefined && dateExiste(date) ? `message-astreinte:${date}:${marque}` : undefined;
};

/** Whether it signed that token: compared in the same time, be it right or wrong. */
export const estSigne = (m: Signe, jeton: string): boolean => {
  if (!m.graine) return false;
  const [recue, attendue] = [Buffer.from(jeton.slice(-22)), Buffer.from(signer(m))];
  return recue.length === attendue.length && timingSafeEqual(recue, attendue);
};
