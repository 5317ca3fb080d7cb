import type { Mois } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';
import { type Magasin, sequenceDe } from '../store/lire';
import { pause, type Suivi, suivre } from '../store/suivre';
import { basesSuivies, creerMoteur, type Moteur } from './rattraper';

export type EtatTransitions = {
  /** Seconds since the oldest change that is not treated yet; 0 when all is done. */
  retard: number;
  /** The last round failed: it is tried again. */
  enEchec: boolean;
  /** Seconds since rounds began to fail one after the other. */
  echecDepuis?: number;
};

/** A store that restarts is no breakdown; beyond so long, nothing is paired nor judged any more. */
const ECHEC_TOLERE_S = 60;
export const enPanne = (e: EtatTransitions): boolean => (e.echecDepuis ?? 0) > ECHEC_TOLERE_S;

export type Transitions = {
  etat: () => EtatTransitions;
  /** What the clock alone makes, in its turn; settled once it is done, or given up with the service. */
  battre: () => Promise<void>;
  /** Counts again, in its turn, what the dashboards read of these months: how many documents differed; given up, none is told. */
  recompter: (mois: readonly Mois[]) => Promise<number | undefined>;
  arreter: () => Promise<void>;
};

/** A new database (the punches of another year) is noticed within so long. */
const RELECTURE_BASES_MS = 5_000;
const REPRISE_MAX_MS = 10_000;

const secondesDepuis = (ms: number | undefined): number =>
  ms === undefined ? 0 : Math.round((Date.now() - ms) / 1000);

/**
 * Keeps the transitions running: followers of each database only wake the one loop, which reads from the checkpoints; so
 * living and catching up are the same path.
 */
export const demarrerTransitions = (
  m: Magasin,
  horloge: Horloge,
  surErreur: (e: unknown) => void,
  signaler: (e: unknown) => void = surErreur,
): Transitions => {
  const suivis = new Map<string, Suivi>();
  const reveillees = new Set<string>();
  let aBattre = false;
  let aRecompter: readonly Mois[] = [];
  let differents: number | undefined;
  let depuis: number | undefined = Date.now();
  let moteur: Moteur | undefined;
  let echecA: number | undefined;
  const fin = new AbortController();
  let boucle: Promise<void> | undefined;

  const travailler = async (): Promise<void> => {
    for (let echecs = 0; !fin.signal.aborted && (reveillees.size > 0 || aBattre || aRecompter.length > 0); ) {
      const bases = [...reveillees];
      const bat = aBattre;
      reveillees.clear();
      aBattre = false;
      try {
        moteur ??= await creerMoteur(m, horloge, { signaler });
        if (bases.length > 0) await moteur.tour(bases);
        if (bat) await moteur.minute();
        if (aRecompter.length > 0) {
          differents = await moteur.recompter(aRecompter);
          aRecompter = [];
        }
        echecs = 0;
        echecA = undefined;
      } catch (e) {
        if (fin.signal.aborted) return;
        surErreur(e);
        echecA ??= Date.now();
        // What was kept in memory is doubtful: start again from the store.
        moteur = undefined;
        for (const b of bases) reveillees.add(b);
        aBattre ||= bat;
        await pause(Math.min(REPRISE_MAX_MS, 200 * 2 ** echecs++), fin.signal);
      }
    }
    depuis = undefined;
  };

  const reveiller = (bases: readonly string[]): void => {
    for (const b of bases) reveillees.add(b);
    depuis ??= Date.now();
    boucle ??= travailler().finally(() => {
      boucle = undefined;
      if (!fin.signal.aborted && (reveillees.size > 0 || aBattre || aRecompter.length > 0)) reveiller([]);
    });
  };

  const relire = async (): Promise<void> => {
    // What waits for a closing is looked at again, should that closing have died without a word.
    const enAttente = moteur?.enAttente() ?? [];
    if (enAttente.length > 0) reveiller(enAttente);
    const nouvelles: string[] = [];
    for (const base of (await basesSuivies(m)).filter((b) => !suivis.has(b))) {
      const seq = (await sequenceDe(m, base)) ?? '0';
      if (fin.signal.aborted || suivis.has(base)) continue;
      suivis.set(base, suivre(m, { base, depuis: seq, limite: 5_000, surErreur, surLot: () => reveiller([base]) }));
      nouvelles.push(base);
    }
    // What came before the followers is for the loop, from its checkpoints; all at once, since it is read together.
    if (nouvelles.length > 0) reveiller(nouvelles);
  };
  const ouverture = relire().catch(surErreur);
  const minuteur = setInterval(() => void relire().catch(surErreur), RELECTURE_BASES_MS);

  return {
    etat: () => ({
      retard: secondesDepuis(depuis),
      enEchec: echecA !== undefined,
      ...(echecA === undefined ? {} : { echecDepuis: secondesDepuis(echecA) }),
    }),
    battre: async () => {
      aBattre = true;
      reveiller([]);
      await boucle;
    },
    recompter: async (mois) => {
      differents = undefined;
      aRecompter = mois;
      // The hour first: what it makes is no difference.
      aBattre = true;
      reveiller([]);
      while (boucle) await boucle;
      return differents;
    },
    arreter: async () => {
      fin.abort();
      clearInterval(minuteur);
      await ouverture;
      await Promise.all([...suivis.values()].map((s) => s.arreter()));
      await boucle;
    },
  };
};
