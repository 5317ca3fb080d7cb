import { z } from 'zod';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { attendre, avecDelai, recul } from '../../horloge';

export type ComptePlivo = { base: string; authId: string; authToken: string };

export type OptionsApi = {
  signal?: AbortSignal;
  /** One try, in milliseconds. */
  delaiMs?: number;
  essais?: number;
  /** Back-off between two tries, in milliseconds. */
  reculMs?: { min: number; max: number };
};

type Requete = {
  methode?: 'GET' | 'POST';
  /** Below the account: `Number/33805123456/`. */
  chemin: string;
  qs?: Readonly<Record<string, string>>;
  corps?: Readonly<Record<string, string | boolean>>;
  /** False for what must not be done twice: then an answer that did not come is not asked for again. */
  repetable?: boolean;
};

/** `dateServeur`: the operator's clock (epoch ms), from the Date header. */
export type ReponsePlivo<T> = { valeur: T; dateServeur: number | undefined };

export type ApiPlivo = {
  demander: <T>(requete: Requete, schema: z.ZodType<T>) => Promise<Resultat<ReponsePlivo<T>>>;
};

const LOCALES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The account that the settings give, or what is missing. The token never goes in clear over a network. */
export const compteDe = (config: {
  PLIVO_API: string;
  PLIVO_AUTH_ID?: string | undefined;
  PLIVO_AUTH_TOKEN?: string | undefined;
}): Resultat<ComptePlivo> => {
  const { PLIVO_API, PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken } = config;
  if (authId === undefined || authToken === undefined) {
    return refuser(
      'REGLAGE_MANQUANT',
      'Donnez PLIVO_AUTH_ID et PLIVO_AUTH_TOKEN : ils sont sur la page d’accueil de la console de Plivo.',
    );
  }
  const base = new URL(PLIVO_API);
  if (base.protocol !== 'https:' && !LOCALES.has(base.hostname)) {
    return refuser('API_EN_CLAIR', 'PLIVO_API doit commencer par https:// : le jeton du compte y passerait en clair.');
  }
  return { ok: true, valeur: { base: base.href.replace(/\/$/, ''), authId, authToken } };
};

/** What Plivo says of its refusal: `{ error: … }`, a text, or a page. Short, and without the account's secret. */
const raisonDe = (texte: string, compte: ComptePlivo): string => {
  let dit: unknown = texte;
  try {
    dit = z.object({ error: z.unknown() }).parse(JSON.parse(texte)).error;
  } catch {
    // Not JSON: the text itself.
  }
  const brut = typeof dit === 'string' ? dit : JSON.stringify(dit);
  return brut.replaceAll(compte.authToken, '…').replaceAll(/\s+/g, ' ').slice(0, 200);
};

const refusDe = (statut: number, texte: string, compte: ComptePlivo): Refusee => {
  if (statut === 401 || statut === 403) {
    return refuser(
      'PLIVO_IDENTIFIANTS',
      'Plivo refuse l’identifiant ou le jeton : recopiez PLIVO_AUTH_ID et PLIVO_AUTH_TOKEN de la console de Plivo.',
    );
  }
  if (statut === 402)
    return refuser('PLIVO_CREDIT', 'Le compte Plivo n’a plus de crédit : rechargez-le dans la console de Plivo.');
  if (statut === 404) return refuser('PLIVO_INTROUVABLE', 'Plivo ne connaît pas ce qui lui est demandé.');
  if (statut === 429)
    return refuser('PLIVO_TROP_DE_DEMANDES', 'Plivo reçoit trop de demandes : relancez dans une minute.');
  if (statut >= 500) return injoignable(compte, `réponse ${statut}`);
  return refuser('PLIVO_REFUS', `Plivo refuse la demande (${statut}) : ${raisonDe(texte, compte)}`);
};

const injoignable = (compte: ComptePlivo, detail: string): Refusee =>
  refuser(
    'PLIVO_INJOIGNABLE',
    `Plivo ne répond pas (${compte.base}, ${detail}) : vérifiez PLIVO_API et l’accès au réseau, puis relancez ; l’état de Plivo est sur status.plivo.com.`,
  );

const PASSAGERS = new Set<string>(['PLIVO_INJOIGNABLE', 'PLIVO_TROP_DE_DEMANDES', 'PLIVO_REPONSE']);

const CAUSES: readonly [RegExp, string][] = [
  [/^ECONNREFUSED$/, 'connexion refusée'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'nom de machine introuvable'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'connexion coupée'],
  [/^(ETIMEDOUT|UND_ERR_.*TIMEOUT)$/, 'délai dépassé'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'réseau injoignable'],
  [/CERT|SIGNATURE|^ERR_TLS|^ERR_SSL/, 'certificat refusé'],
];

/** What a failed fetch says of itself, in a few French words and the system's own code; never its headers. */
export const pourquoi = (e: unknown): string => {
  if (e instanceof Error && (e.name === 'TimeoutError' || e.name === 'AbortError')) return 'délai dépassé';
  const lu = z.object({ cause: z.object({ code: z.string() }) }).safeParse(e);
  if (!lu.success) return 'demande impossible';
  const { code } = lu.data.cause;
  return `${CAUSES.find(([regle]) => regle.test(code))?.[1] ?? 'demande impossible'}, ${code}`;
};

/**
 * Plivo's REST interface, by its own fetch: the SDK's `calls.list` loses its query when it tries again after a 5xx.
 * Bounded tries with back-off on what passes (5xx, 429, silence, cut answers); every refusal is a value.
 */
export const apiPlivo = (compte: ComptePlivo, o: OptionsApi = {}): ApiPlivo => {
  const { delaiMs = 10_000, essais = 4, reculMs = { min: 500, max: 8_000 } } = o;
  const signal = o.signal ?? new AbortController().signal;
  const authorization = `Basic ${Buffer.from(`${compte.authId}:${compte.authToken}`).toString('base64')}`;

  const une = async <T>(r: Requete, schema: z.ZodType<T>): Promise<Resultat<ReponsePlivo<T>>> => {
    const url = new URL(`${compte.base}/v1/Account/${encodeURIComponent(compte.authId)}/${r.chemin}`);
    for (const [cle, valeur] of Object.entries(r.qs ?? {})) url.searchParams.set(cle, valeur);
    let statut: number;
    let texte: string;
    let date: number;
    try {
      [statut, date, texte] = await avecDelai(signal, delaiMs, async (limite) => {
        const reponse = await fetch(url, {
          method: r.methode ?? 'GET',
          headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
          ...(r.corps === undefined ? {} : { body: JSON.stringify(r.corps) }),
          redirect: 'manual',
          signal: limite,
        });
        return [reponse.status, Date.parse(reponse.headers.get('date') ?? ''), await reponse.text()] as const;
      });
    } catch (e) {
      return injoignable(compte, pourquoi(e));
    }
    if (statut < 200 || statut >= 300) return refusDe(statut, texte, compte);
    try {
      const valeur = schema.parse(JSON.parse(texte));
      return { ok: true, valeur: { valeur, dateServeur: Number.isNaN(date) ? undefined : date } };
    } catch {
      return refuser(
        'PLIVO_REPONSE',
        `La réponse de ${compte.base} n’est pas celle de Plivo : vérifiez PLIVO_API, puis relancez.`,
      );
    }
  };

  return {
    demander: async (r, schema) => {
      for (let essai = 1; ; essai += 1) {
        const lu = await une(r, schema);
        const encore = !lu.ok && r.repetable !== false && PASSAGERS.has(lu.refus.code) && essai < essais;
        if (!encore || !(await attendre(recul(essai - 1, reculMs.min, reculMs.max), signal))) return lu;
      }
    },
  };
};
