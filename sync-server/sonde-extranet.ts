import type { ResultatExtranet, SondeExtranet } from './ports/sonde';

// The synthetic visit: what a manager's browser asks for, through the same door (PUBLIC_ORIGIN where there is one, hence the
// reverse proxy and TLS): the sign-in page and its first script, and a reading of every antenna's database. The health, which
// the reverse proxy gives to nobody, is asked of the server itself.

type Options = {
  /** Empty while nothing listens yet. */
  adresse: () => string;
  /** Where the server listens. */
  sante: () => string;
  /** Milliseconds; a person has gone by then. */
  delaiMs?: number;
};

const DELAI_MS = 15_000;
const SCRIPT = /<script[^>]+src="(\/_next\/[^"]+)"/;

/** Thrown within this file alone: which step failed, in the machine's words. */
class Echec extends Error {}

const demander = async (adresse: string, chemin: string, delaiMs: number): Promise<string> => {
  const r = await fetch(`${adresse}${chemin}`, { signal: AbortSignal.timeout(delaiMs), redirect: 'error' }).catch(
    () => {
      throw new Echec('INJOIGNABLE');
    },
  );
  if (r.status !== 200) throw new Echec(`HTTP_${r.status}`);
  return r.text().catch(() => {
    throw new Echec('COUPE');
  });
};

const chronometrer = async (travail: () => Promise<unknown>): Promise<number> => {
  const debut = performance.now();
  await travail();
  return Math.round(performance.now() - debut);
};

export const preparerSondeExtranet = (o: Options): SondeExtranet => {
  const delai = o.delaiMs ?? DELAI_MS;
  return {
    mesurer: async (): Promise<ResultatExtranet> => {
      const adresse = o.adresse();
      if (adresse === '') return { issue: 'NON_MESURE', raison: 'DEMARRAGE' };
      let etape = 'PAGE';
      try {
        const page = await chronometrer(async () => {
          const script = SCRIPT.exec(await demander(adresse, '/', delai))?.[1];
          if (script === undefined) throw new Echec('SANS_SCRIPT');
          await demander(adresse, script, delai);
        });
        etape = 'SANTE';
        await demander(o.sante(), '/sante', delai);
        etape = 'LECTURE';
        const lecture = await chronometrer(() => demander(adresse, '/api/sonde', delai));
        return { issue: 'REUSSI', page, lecture };
      } catch (e) {
        if (!(e instanceof Echec)) throw e;
        return { issue: 'ECHEC', raison: `${etape}_${e.message}` };
      }
    },
  };
};
