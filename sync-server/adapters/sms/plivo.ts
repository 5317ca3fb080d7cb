import { z } from 'zod';
import type { RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import type { Instant } from '#shared/temps/types';
import type { Avis, Messager, Remise } from '../../ports/messager';

export type ComptePlivo = {
  /** Of the operator's interface, without a slash at the end. */
  base: string;
  authId: string;
  authToken: string;
  /** Sender: a number of the account, or up to eleven letters and digits. */
  de: string;
  /** Of one request, in milliseconds. */
  delaiMs?: number;
};

const DELAI_MS = 15_000;
const PAGE = 20;
const PAGES_MAX = 5;

const priseSchema = z.object({ message_uuid: z.array(z.string().min(1)).min(1) });
const messageSchema = z.object({
  message_uuid: z.string(),
  message_state: z.string(),
  to_number: z.string(),
  error_code: z.string().nullish(),
});
const pageSchema = z.object({ objects: z.array(messageSchema) });

/** What Plivo's error codes mean for us: https://www.plivo.com/docs/messaging/troubleshooting/error-codes */
const CODES: Readonly<Record<string, RaisonSms>> = {
  '40': 'EXPEDITEUR',
  '50': 'NUMERO',
  '70': 'NUMERO',
  '900': 'CREDIT',
};
/** Of its sentences: they are for people, and no code comes with a refusal at once. */
const PHRASES: readonly [RegExp, RaisonSms][] = [
  [/credit|balance|fund/i, 'CREDIT'],
  [/\bsrc\b|source|sender/i, 'EXPEDITEUR'],
  [/\bdst\b|destination/i, 'NUMERO'],
];

const refusDe = (statut: number, texte: string): RaisonSms => {
  if (statut === 401 || statut === 403) return 'IDENTIFIANTS';
  if (statut === 402) return 'CREDIT';
  return PHRASES.find(([regle]) => regle.test(texte))?.[1] ?? 'REFUS';
};

const avisDe = ({ message_state, error_code }: z.infer<typeof messageSchema>): Avis => {
  if (message_state === 'delivered' || message_state === 'read') return { etat: 'REMIS' };
  if (['failed', 'undelivered', 'rejected'].includes(message_state))
    return { etat: 'REFUSE', raison: CODES[error_code ?? ''] ?? 'NON_REMIS' };
  return { etat: 'EN_ROUTE' };
};

/** Refused before it was heard: nothing has left. Anything else that breaks off may have been heard. */
const JAMAIS_ENTENDU = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const estJamaisEntendu = (e: unknown): boolean =>
  JAMAIS_ENTENDU.has(z.object({ cause: z.object({ code: z.string() }) }).safeParse(e).data?.cause.code ?? '');

/** Plivo writes numbers without +. */
const chiffres = (numero: string): string => numero.replace('+', '');

/** [AL-7] Plivo's message interface. The token goes by https alone: see `config.ts`. */
export const messagerPlivo = (c: ComptePlivo): Messager => {
  const racine = `${c.base}/v1/Account/${encodeURIComponent(c.authId)}/Message/`;
  const authorization = `Basic ${Buffer.from(`${c.authId}:${c.authToken}`).toString('base64')}`;
  const demander = async (chemin: string, corps?: object): Promise<{ statut: number; texte: string }> => {
    const r = await fetch(`${racine}${chemin}`, {
      method: corps ? 'POST' : 'GET',
      headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
      ...(corps ? { body: JSON.stringify(corps) } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(c.delaiMs ?? DELAI_MS),
    });
    return { statut: r.status, texte: await r.text() };
  };
  const lire = async <T>(chemin: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    try {
      const { statut, texte } = await demander(chemin);
      return statut === 200 ? schema.parse(JSON.parse(texte)) : undefined;
    } catch {
      return undefined;
    }
  };

  return {
    envoyer: async (a, texte): Promise<Remise> => {
      try {
        const r = await demander('', { src: c.de, dst: chiffres(a), text: texte });
        if (r.statut === 429) return { etat: 'PLUS_TARD' };
        if (r.statut >= 400 && r.statut < 500) return { etat: 'REFUSE', raison: refusDe(r.statut, r.texte) };
        const prise = r.statut < 300 ? priseSchema.safeParse(JSON.parse(r.texte)).data : undefined;
        const [uuid] = prise?.message_uuid ?? [];
        // 5xx, or an answer that cannot be read: it may have been taken.
        return uuid === undefined ? { etat: 'INCONNU' } : { etat: 'PRIS', uuid };
      } catch (e) {
        return { etat: estJamaisEntendu(e) ? 'PLUS_TARD' : 'INCONNU' };
      }
    },
    avis: async (uuid) => {
      const lu = await lire(`${encodeURIComponent(uuid)}/`, messageSchema);
      return lu && avisDe(lu);
    },
    chercher: async (a, depuis: Instant) => {
      const trouves: string[] = [];
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const qs = new URLSearchParams({
          message_direction: 'outbound',
          // The list may be asked for twenty times a minute: what is another's is not to be read.
          to_number: a,
          message_time__gte: depuis.replace('T', ' ').replace('Z', ''),
          limit: String(PAGE),
          offset: String(page * PAGE),
        });
        const lue = await lire(`?${qs}`, pageSchema);
        if (!lue) return undefined;
        for (const x of lue.objects) if (chiffres(x.to_number) === chiffres(a)) trouves.push(x.message_uuid);
        if (lue.objects.length < PAGE) return trouves;
      }
      return trouves;
    },
  };
};
