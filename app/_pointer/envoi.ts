import type { HeurePointer, PassageScelle, ReponsePointer, SortPassage } from '#shared/contrats/pointages/pointer';
import { PASSAGES_MAX } from '#shared/contrats/pointages/secret-pointer';
import { type Garde, garder, lireGardes, oublier, reprendre } from './garde';
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

/** Asks the server's time; without a network, nothing changes. True where what it had confirmed is to be sent again. */
export const mesurer = async (): Promise<boolean> => {
  const parti = Date.now();
  const { maintenant, histoire } = (await demander('/api/pointer/heure')) as HeurePointer;
  noterHeure(maintenant, parti, Date.now());
  return histoire !== undefined && (await reprendre(histoire, maintenant)) > 0;
};

const nu = ({ lien, id, iv, scelle }: PassageScelle): PassageScelle => ({ lien, id, iv, scelle });

let enCours: Promise<void> | undefined;
let encore = false;

export type Sort = SortPassage & { garde: Garde };

/**
 * Sends these. What is refused is forgotten; what is recorded waits no more, and stays for the days in which it can be taken again: a
 * server whose data are restored has lost it, and nobody else has it.
 */
const envoyerLot = async (lot: readonly Garde[]): Promise<Sort[]> => {
  const envoi = Date.now();
  const { maintenant, sorts, histoire } = (await demander('/api/pointer', {
    envoi,
    passages: lot.map(nu),
  })) as ReponsePointer;
  noterHeure(maintenant, envoi, Date.now());
  const dits = sorts.flatMap((s): Sort[] => {
    const garde = lot.find((g) => g.id === s.id);
    return garde ? [{ ...s, garde }] : [];
  });
  // A server of a version before says no history: what it has recorded is forgotten, as it expects.
  const confirmes = dits.flatMap((s) =>
    s.sort === 'ENREGISTRE' && histoire !== undefined ? [{ ...s.garde, heure: Date.parse(s.instant), histoire }] : [],
  );
  await garder(...confirmes);
  const gardes = new Set(confirmes.map((g) => g.id));
  await oublier(dits.flatMap((s) => (gardes.has(s.id) ? [] : [s.id])));
  if (histoire !== undefined && (await reprendre(histoire, maintenant)) > 0) encore = true;
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
