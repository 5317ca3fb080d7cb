import { avecLignes, erreurMagasin } from '../erreurs';
import { estFin, lignesDe } from './lignes';

// What nano cannot do: it neither tells the status of what went well, nor can be broken off.

export type AccesHttp = { racine: string; entetes: Record<string, string> };

export const accesHttp = (url: string): AccesHttp => {
  const adresse = new URL(url);
  const compte = `${decodeURIComponent(adresse.username)}:${decodeURIComponent(adresse.password)}`;
  return {
    racine: `${adresse.origin}${adresse.pathname.replace(/\/$/, '')}`,
    entetes: adresse.username ? { authorization: `Basic ${Buffer.from(compte).toString('base64')}` } : {},
  };
};

/** `date`: by the clock of who answers. */
export type ReponseHttp = { statut: number; corps: unknown; date: string | null };

const horsDelai = (e: unknown): boolean => e instanceof Error && e.name === 'TimeoutError';

/** What keeps us from the store, or cuts its answer, is told as such, its silence too; a caller that breaks off gets its own reason. */
const dire =
  (signal: AbortSignal | undefined) =>
  (e: unknown): never => {
    if (signal?.aborted && !horsDelai(signal.reason)) throw signal.reason;
    // `fetch` keeps the reason in what caused it: « connect ECONNREFUSED … ».
    const cause = e instanceof Error && e.cause instanceof Error ? e.cause.message : String(e);
    throw Object.assign(new Error(`connexion au magasin : ${cause}`, { cause: e }), { scope: 'socket' as const });
  };

/** A body as its bytes: `fetch` takes a text sign by sign to see that each is whole, which costs a write of a month as much as making it. */
const octetsDe = (texte: string): Uint8Array<ArrayBuffer> => encodeur.encode(texte);
const encodeur = new TextEncoder();

/** `corps`: a text is JSON already. */
type Demande = { corps?: object | string; signal?: AbortSignal; admis?: readonly number[] };

/** Asks the store by `fetch`; a refusal throws as nano's do, save the statuses of `admis`. Its body is not read yet. */
const ouvrirHttp =
  (url: string) =>
  async (chemin: string, { corps, signal, admis }: Demande = {}): Promise<Response> => {
    const { racine, entetes } = accesHttp(url);
    const r = await fetch(`${racine}/${chemin}`, {
      headers: {
        ...entetes,
        accept: 'application/json',
        ...(corps ? { 'content-type': 'application/json' } : {}),
      },
      ...(corps ? { method: 'POST', body: octetsDe(typeof corps === 'string' ? corps : JSON.stringify(corps)) } : {}),
      ...(signal ? { signal } : {}),
    }).catch(dire(signal));
    if (r.ok || admis?.includes(r.status)) return r;
    const dit = (await r.json().catch(() => ({}))) as { error?: string; reason?: string } | unknown[];
    const muette = `couch returned ${r.status}`;
    if (Array.isArray(dit)) throw avecLignes(erreurMagasin(r.status, 'inconnue', muette), dit);
    throw erreurMagasin(r.status, dit.error ?? 'inconnue', dit.reason ?? muette);
  };

/** The whole answer, as what it says. */
export const demanderHttp =
  (url: string) =>
  async (chemin: string, demande: Demande = {}): Promise<ReponseHttp> => {
    const r = await ouvrirHttp(url)(chemin, demande);
    return {
      statut: r.status,
      corps: await r.json().catch(dire(demande.signal)),
      date: r.headers.get('date'),
    };
  };

/** The answer was cut, before its end or in the middle of a row: as no answer, and as what `expliquer` says of a store that stopped. */
export const reponseCoupee = (cause?: unknown): never => {
  throw Object.assign(new Error('réponse du magasin coupée (ECONNRESET)', { cause }), { scope: 'socket' as const });
};

/** The answer by its lines, to its last one; cut before its end, it is as no answer. */
export const lignesHttp = (url: string) =>
  async function* (chemin: string): AsyncGenerator<string[]> {
    const r = await ouvrirHttp(url)(chemin);
    let entiere = false;
    const lots = r.body ? lignesDe(r.body) : [];
    try {
      for await (const lignes of lots) {
        entiere = lignes.some(estFin) || entiere;
        yield lignes;
      }
    } catch (e) {
      reponseCoupee(e);
    }
    if (!entiere) reponseCoupee();
  };
