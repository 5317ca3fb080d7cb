import { erreurMagasin } from '../erreurs';

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

/** Asks the store by `fetch`; a refusal throws as nano's do, save the statuses of `admis`. */
export const demanderHttp =
  (url: string) =>
  async (
    chemin: string,
    { corps, signal, admis }: { corps?: object; signal?: AbortSignal; admis?: readonly number[] } = {},
  ): Promise<ReponseHttp> => {
    const { racine, entetes } = accesHttp(url);
    const r = await fetch(`${racine}/${chemin}`, {
      headers: {
        ...entetes,
        accept: 'application/json',
        ...(corps ? { 'content-type': 'application/json' } : {}),
      },
      ...(corps ? { method: 'POST', body: JSON.stringify(corps) } : {}),
      ...(signal ? { signal } : {}),
    }).catch(dire(signal));
    if (r.ok || admis?.includes(r.status))
      return { statut: r.status, corps: await r.json().catch(dire(signal)), date: r.headers.get('date') };
    const dit = (await r.json().catch(() => ({}))) as { error?: string; reason?: string };
    throw erreurMagasin(r.status, dit.error ?? 'inconnue', dit.reason ?? `couch returned ${r.status}`);
  };
