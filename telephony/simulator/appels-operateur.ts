/** A call that the operator carried, whatever became of its webhooks. Times in epoch milliseconds. */
export type AppelOperateur = {
  callUuid: string;
  /** As Plivo writes it: E.164 without +, or `anonymous`. */
  de: string;
  vers: string;
  debut: number;
  fin: number;
  /** Never answered: the hang-up came before the SVI's first word. */
  sansReponse?: boolean;
  /** Replaces fields of the record: for records that cannot be read. */
  champs?: Record<string, unknown>;
};

/** How the account's zone makes times be written: `+01:00` after them, or nothing. */
export type EcritureHeures = { decalageMinutes: (ms: number) => number; avecDecalage: boolean };
export const HEURES_UTC: EcritureHeures = { decalageMinutes: () => 0, avecDecalage: true };

const JOUR_MS = 86_400_000;
const deux = (n: number): string => String(Math.abs(n)).padStart(2, '0');

const ecrire = (ms: number, h: EcritureHeures): string => {
  const minutes = h.decalageMinutes(ms);
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  if (!h.avecDecalage) return local;
  return `${local}${minutes < 0 ? '-' : '+'}${deux(Math.trunc(minutes / 60))}:${deux(minutes % 60)}`;
};

const ligne = (a: AppelOperateur, h: EcritureHeures): Record<string, unknown> => {
  const duree = Math.round((a.fin - a.debut) / 1000);
  return {
    answer_time: a.sansReponse ? null : ecrire(a.debut, h),
    bill_duration: a.sansReponse ? 0 : duree,
    billed_duration: a.sansReponse ? 0 : Math.ceil(duree / 60) * 60,
    call_direction: 'inbound',
    call_duration: duree,
    call_state: a.sansReponse ? 'NO_ANSWER' : 'ANSWERED',
    call_uuid: a.callUuid,
    conference_uuid: null,
    end_time: ecrire(a.fin, h),
    from_number: a.de,
    hangup_cause_code: 4000,
    hangup_cause_name: a.sansReponse ? 'Cancelled' : 'Normal Hangup',
    hangup_source: 'Caller',
    initiation_time: ecrire(a.debut, h),
    parent_call_uuid: null,
    to_number: a.vers,
    total_amount: '0.00000',
    total_rate: '0.00000',
    ...a.champs,
  };
};

const borne = (qs: URLSearchParams, nom: string): number | undefined => {
  const lu = qs.get(`end_time__${nom}`);
  return lu === null ? undefined : Date.parse(`${lu.replace(' ', 'T')}Z`);
};

/**
 * The page of call records that a query asks for, latest end first: bounds are UTC; without any, the last seven days;
 * with one, thirty days from it; twenty at most at a time; kept for ninety days.
 */
export const listerAppels = (
  appels: readonly AppelOperateur[],
  qs: URLSearchParams,
  maintenant: number,
  heures: EcritureHeures = HEURES_UTC,
) => {
  const depuis = borne(qs, 'gte') ?? borne(qs, 'gt');
  const jusqua = borne(qs, 'lt') ?? borne(qs, 'lte');
  const min = depuis ?? (jusqua === undefined ? maintenant - 7 * JOUR_MS : jusqua - 30 * JOUR_MS);
  const max = jusqua ?? (depuis === undefined ? maintenant : depuis + 30 * JOUR_MS);
  const limit = Math.min(20, Math.max(1, Number(qs.get('limit') ?? 20)));
  const offset = Math.max(0, Number(qs.get('offset') ?? 0));
  const retenus = appels
    .filter((a) => a.fin >= Math.max(min, maintenant - 90 * JOUR_MS) && a.fin < max && a.fin <= maintenant)
    .filter(() => qs.get('call_direction') !== 'outbound')
    .sort((a, b) => b.fin - a.fin || (a.callUuid < b.callUuid ? -1 : 1));
  const suivant = offset + limit < retenus.length ? `?limit=${limit}&offset=${offset + limit}` : null;
  return {
    meta: { limit, offset, next: suivant, previous: offset === 0 ? null : '?', total_count: retenus.length },
    objects: retenus.slice(offset, offset + limit).map((a) => ligne(a, heures)),
  };
};
