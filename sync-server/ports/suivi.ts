import { type AccesMagasin, type LigneChangement, lignesDe, type ReponseChangements } from './documents';

/** What a follower needs beside nano: the store's address, for a request that can be broken off. */
export type MagasinSuivi = AccesMagasin & { url: string };

export type Suivi = { arreter: () => Promise<void> };

type Options = {
  base: string;
  /** Sequence after which to begin. */
  depuis: string;
  limite?: number;
  /** Awaited before the next batch is asked for: a slow reader slows the feed, and loses nothing. */
  surLot: (lignes: LigneChangement[], seq: string) => Promise<void> | void;
  surErreur?: (e: unknown) => void;
};

const BATTEMENT_MS = 15_000;
const REPRISE_MAX_MS = 5_000;

/** Resolves after `ms`, or at once when the signal ends it. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((ok) => {
    if (signal.aborted) return ok();
    const fin = (): void => {
      clearTimeout(minuteur);
      signal.removeEventListener('abort', fin);
      ok();
    };
    const minuteur = setTimeout(fin, ms);
    signal.addEventListener('abort', fin);
  });

/**
 * Follows a database's change feed by long polling, from a sequence on, until `arreter`. What fails (store down, `surLot`
 * that throws) is tried again from the same sequence with back-off: each batch is delivered at least once.
 */
export const suivre = (m: MagasinSuivi, o: Options): Suivi => {
  const fin = new AbortController();
  const adresse = new URL(m.url);
  const headers: Record<string, string> = {};
  if (adresse.username) {
    const compte = `${decodeURIComponent(adresse.username)}:${decodeURIComponent(adresse.password)}`;
    headers.authorization = `Basic ${Buffer.from(compte).toString('base64')}`;
  }
  const racine = `${adresse.origin}${adresse.pathname.replace(/\/$/, '')}/${encodeURIComponent(o.base)}/_changes`;

  const attendre = async (depuis: string): Promise<ReponseChangements> => {
    const qs = new URLSearchParams({
      feed: 'longpoll',
      since: depuis,
      limit: String(o.limite ?? 500),
      heartbeat: String(BATTEMENT_MS),
    });
    const r = await fetch(`${racine}?${qs}`, { headers, signal: fin.signal });
    if (!r.ok) throw new Error(`_changes de ${o.base} : ${r.status}`);
    return (await r.json()) as ReponseChangements;
  };

  const boucle = async (): Promise<void> => {
    let depuis = o.depuis;
    let echecs = 0;
    while (!fin.signal.aborted) {
      try {
        const r = await attendre(depuis);
        const lignes = lignesDe(r);
        if (lignes.length > 0) await o.surLot(lignes, String(r.last_seq));
        depuis = String(r.last_seq);
        echecs = 0;
      } catch (e) {
        if (fin.signal.aborted) return;
        o.surErreur?.(e);
        await pause(Math.min(REPRISE_MAX_MS, 100 * 2 ** echecs++), fin.signal);
      }
    }
  };

  const fini = boucle();
  return {
    arreter: () => {
      fin.abort();
      return fini;
    },
  };
};
