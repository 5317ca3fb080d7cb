import type { PassageScelle, ReponsePointer, SortPassage } from '#shared/contrats/pointages/pointer';
import { PASSAGES_MAX } from '#shared/contrats/pointages/secret-pointer';
import { type Garde, lireGardes, oublier } from './garde';
import { noterHeure } from './horloge';

const DELAI_MS = 15_000;

/** The server cannot read what was sent, and never will: something on this telephone was damaged. */
class Illisible extends Error {}

const demander = async (chemin: string, corps?: unknown): Promise<unknown> => {
  const fin = new AbortController();
  const minuteur = setTimeout(() => fin.abort(), DELAI_MS);
  try {
    const r = await fetch(chemin, {
      signal: fin.signal,
      cache: 'no-store',
      credentials: 'omit',
      ...(corps === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(corps) }),
    });
    if (r.status === 400) throw new Illisible();
    if (!r.ok) throw new Error(String(r.status));
    return await r.json();
  } finally {
    clearTimeout(minuteur);
  }
};

/** Asks the server's time; without a network, nothing changes. */
export const mesurer = async (): Promise<void> => {
  const parti = Date.now();
  const { maintenant } = (await demander('/api/pointer/heure')) as { maintenant: number };
  noterHeure(maintenant, parti, Date.now());
};

const nu = ({ lien, id, iv, scelle }: PassageScelle): PassageScelle => ({ lien, id, iv, scelle });

export type Sort = SortPassage & { garde: Garde };

/** Sends these, and forgets those that the server has answered for: nothing else ever leaves the telephone's store. */
const envoyerLot = async (lot: readonly Garde[]): Promise<Sort[]> => {
  const envoi = Date.now();
  const { maintenant, sorts } = (await demander('/api/pointer', { envoi, passages: lot.map(nu) })) as ReponsePointer;
  noterHeure(maintenant, envoi, Date.now());
  const dits = sorts.flatMap((s): Sort[] => {
    const garde = lot.find((g) => g.id === s.id);
    return garde ? [{ ...s, garde }] : [];
  });
  await oublier(dits.flatMap((s) => (s.sort === 'PLUS_TARD' ? [] : [s.id])));
  return dits;
};

/** One that is damaged stays, and holds back none of the others. */
const envoyerUnAUn = async (lot: readonly Garde[]): Promise<Sort[]> => {
  const dits: Sort[] = [];
  for (const g of lot)
    try {
      dits.push(...(await envoyerLot([g])));
    } catch (e) {
      if (!(e instanceof Illisible)) throw e;
    }
  return dits;
};

const envoyerAuMieux = (lot: readonly Garde[]): Promise<Sort[]> =>
  envoyerLot(lot).catch((e: unknown) => {
    if (e instanceof Illisible) return envoyerUnAUn(lot);
    throw e;
  });

let enCours: Promise<void> | undefined;
let encore = false;

/** Sends all that waits, by whatever link it was made; one sending at a time, and once more where something came meanwhile. */
export const envoyerTout = (surSorts: (sorts: readonly Sort[]) => void): Promise<void> => {
  if (enCours) {
    encore = true;
    return enCours;
  }
  const tourner = async (): Promise<void> => {
    do {
      encore = false;
      const gardes = await lireGardes();
      for (let n = 0; n < gardes.length; n += PASSAGES_MAX)
        surSorts(await envoyerAuMieux(gardes.slice(n, n + PASSAGES_MAX)));
    } while (encore);
  };
  enCours = tourner().finally(() => {
    enCours = undefined;
  });
  return enCours;
};
