import { randomUUID } from 'node:crypto';

/** What the network makes of the messages for a number: delivered after so long, never, or not at all with Plivo's error code. */
export type Reseau = { remisApresMs: number } | { jamais: true } | { echoue: string };

/** A text message that the operator took. Times in epoch milliseconds; numbers as Plivo writes them, without +. */
export type MessageOperateur = { uuid: string; de: string; vers: string; texte: string; le: number };

export type BoiteSms = {
  /** All that was taken, in order: what each telephone shows. */
  messages: MessageOperateur[];
  /** By number, with or without +; the others are delivered at once. */
  reseau: Map<string, Reseau>;
  /** The account has no credit left: nothing is taken. */
  sansCredit: boolean;
  /** Called as a message comes: it is taken and answered; or taken, or not, and the answer never comes. */
  surMessage: (() => 'REPONDRE' | 'PRENDRE_ET_TAIRE' | 'TAIRE') | undefined;
};

type Reponse = { statut: number; corps: unknown };
const refus = (statut: number, error: string): Reponse => ({ statut, corps: { api_id: 'simulé', error } });
const chiffres = (numero: string): string => numero.replace('+', '');
/** A mobile number of the French network, as it is dialled from abroad. */
const MOBILE = /^33[67]\d{8}$/;
const EXPEDITEUR = /^(\d{6,15}|[A-Za-z0-9]{1,11})$/;

export const ouvrirBoiteSms = (): BoiteSms => ({
  messages: [],
  reseau: new Map(),
  sansCredit: false,
  surMessage: undefined,
});

const etatDe = (
  b: BoiteSms,
  m: MessageOperateur,
  maintenant: number,
): { message_state: string; error_code: string } => {
  const r = b.reseau.get(m.vers) ?? b.reseau.get(`+${m.vers}`) ?? { remisApresMs: 0 };
  if ('echoue' in r) return { message_state: 'undelivered', error_code: r.echoue };
  if ('remisApresMs' in r && maintenant >= m.le + r.remisApresMs)
    return { message_state: 'delivered', error_code: '000' };
  return { message_state: 'sent', error_code: '000' };
};

const ligne = (b: BoiteSms, m: MessageOperateur, maintenant: number) => ({
  message_uuid: m.uuid,
  message_direction: 'outbound',
  message_type: 'sms',
  message_time: new Date(m.le).toISOString().replace('T', ' ').replace(/\..*/, '+00:00'),
  from_number: m.de,
  to_number: m.vers,
  units: 1,
  total_rate: '0.00000',
  total_amount: '0.00000',
  ...etatDe(b, m, maintenant),
});

/**
 * The operator's Message resource: what is given to it, one message, or a page of those since a time, the last ones first. Undefined: it
 * says nothing.
 */
export const traiterMessage = (
  b: BoiteSms,
  methode: string,
  { id, recu, qs }: { id: string | undefined; recu: Record<string, string | boolean>; qs: URLSearchParams },
  maintenant: number,
): Reponse | undefined => {
  if (methode === 'POST' && id === undefined) {
    const { src, dst, text } = recu;
    if (typeof src !== 'string' || !EXPEDITEUR.test(src)) return refus(400, 'src is not a valid source');
    if (typeof dst !== 'string' || !MOBILE.test(chiffres(dst)))
      return refus(400, 'dst is not a valid destination number');
    if (typeof text !== 'string' || text === '') return refus(400, 'text parameter is required');
    if (b.sansCredit) return refus(402, 'Insufficient credit in your account');
    const suite = b.surMessage?.() ?? 'REPONDRE';
    if (suite === 'TAIRE') return undefined;
    const m = { uuid: randomUUID(), de: src, vers: chiffres(dst), texte: text, le: maintenant };
    b.messages.push(m);
    if (suite === 'PRENDRE_ET_TAIRE') return undefined;
    return { statut: 202, corps: { api_id: randomUUID(), message: 'message(s) queued', message_uuid: [m.uuid] } };
  }
  if (methode !== 'GET') return refus(405, 'method not allowed');
  if (id !== undefined) {
    const m = b.messages.find((x) => x.uuid === id);
    return m ? { statut: 200, corps: { api_id: 'simulé', ...ligne(b, m, maintenant) } } : refus(404, 'not found');
  }
  const depuis = Date.parse(`${(qs.get('message_time__gte') ?? '1970-01-01 00:00:00').replace(' ', 'T')}Z`);
  const [limit, offset] = [Math.min(20, Number(qs.get('limit') ?? 20)), Number(qs.get('offset') ?? 0)];
  const vers = qs.get('to_number');
  const tous = b.messages
    .filter((m) => vers === null || m.vers === chiffres(vers))
    .filter((m) => m.le >= depuis && qs.get('message_direction') !== 'inbound')
    .toReversed();
  const objects = tous.slice(offset, offset + limit).map((m) => ligne(b, m, maintenant));
  const meta = { limit, offset, next: null, previous: null, total_count: tous.length };
  return { statut: 200, corps: { api_id: 'simulé', meta, objects } };
};
