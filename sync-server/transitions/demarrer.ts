import type { DateCivile, Mois } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';
import { type Magasin, sequenceDe } from '../store/lire';
import { pause, type Suivi, suivre } from '../store/suivre';
import { basesSuivies, creerMoteur, type Moteur } from './rattraper';
import { type EtatRelecture, ouvrirRelecteur, type Relecteur } from './relecteur';
import type { Relu } from './revoir';

export type EtatTransitions = {
  /** Seconds since the oldest change that is not treated yet; 0 when all is done. */
  retard: number;
  /** The last round failed: it is tried again. */
  enEchec: boolean;
  /** Seconds since rounds began to fail one after the other. */
  echecDepuis?: number;
  /** Seconds since a round last failed, be it well since. */
  dernierEchec?: number;
  /** [FL-1] Documents that the feed named and that cannot be read yet, and for how many seconds there have been some. */
  manquants?: { documents: number; depuis: number };
  /** [FL-3] Documents that two sides wrote, and that could not be made one. */
  nonRegles?: number;
  /** [FL-2] What waits for its second look, and what that look has put right. */
  relecture?: EtatRelecture;
};

/** A store that restarts is no breakdown; beyond so long, nothing is paired nor judged any more. */
const ECHEC_TOLERE_S = 60;
export const enPanne = (e: EtatTransitions): boolean => (e.echecDepuis ?? 0) > ECHEC_TOLERE_S;
/** A copy lags by milliseconds; beyond so long, it is said. */
export const manqueTrop = (e: EtatTransitions): boolean => (e.manquants?.depuis ?? 0) > ECHEC_TOLERE_S;

export type Transitions = {
  etat: () => EtatTransitions;
  /** What the clock alone makes, in its turn; settled once it is done, or given up with the service. */
  battre: () => Promise<void>;
  /** Counts again, in its turn, what the dashboards read of these months: how many documents differed; given up, none is told. */
  recompter: (mois: readonly Mois[]) => Promise<number | undefined>;
  /** [FL-2] Looks at these days again, from nothing that is kept: how many documents differed; none is told where it must wait. */
  revoir: (jours: readonly DateCivile[]) => Promise<number | undefined>;
  arreter: () => Promise<void>;
};

/** A new database (the punches of another year) is noticed within so long. */
const RELECTURE_BASES_MS = 5_000;
/** How often the nodes of a cluster are asked how they are. */
const OBSERVATION_MS = 30_000;
const REPRISE_MAX_MS = 10_000;

const secondesDepuis = (ms: number | undefined): number =>
  ms === undefined ? 0 : Math.round((Date.now() - ms) / 1000);

/** Who is told what does not go by itself; each may be called again and again. */
export type EcoutesTransitions = {
  /** A round failed, and will be tried again. */
  surErreur: (e: unknown) => void;
  /** A correction cannot be judged: it is refused. Absent: as a round that failed. */
  surNonJugee?: ((e: unknown) => void) | undefined;
  /** [FL-2] What a second look has put right. */
  surRelus?: ((relus: readonly Relu[]) => void) | undefined;
  /** [FL-1] So many documents that the feed named have not been readable for a minute. */
  surManque?: ((documents: number) => void) | undefined;
  /** [FL-3] A document of that type, which two sides wrote, cannot be made one. */
  surNonRegle?: ((e: unknown, type: string) => void) | undefined;
};

/**
 * Keeps the transitions running: followers of each database only wake the one loop, which reads from the checkpoints; so
 * living and catching up are the same path.
 */
export const demarrerTransitions = (
  m: Magasin,
  horloge: Horloge,
  { surErreur, surNonJugee = surErreur, surRelus, surManque, surNonRegle }: EcoutesTransitions,
): Transitions => {
  const suivis = new Map<string, Suivi>();
  const reveillees = new Set<string>();
  let aBattre = false;
  let aRecompter: readonly Mois[] = [];
  /** At the start, and every night: not while a copy lags, which would not name all. */
  let aDepartager = true;
  let differents: number | undefined;
  let depuis: number | undefined = Date.now();
  let moteur: Moteur | undefined;
  let relecteur: Relecteur | undefined;
  let echecA: number | undefined;
  let dernierEchecA: number | undefined;
  let manqueA: number | undefined;
  let manqueDit = false;
  const fin = new AbortController();
  let boucle: Promise<void> | undefined;

  const fabriquer = (): Promise<Moteur> =>
    creerMoteur(m, horloge, { surNonJugee, surNonRegle, douteux: () => relecteur?.douteux() ?? false });
  /** [FL-1] Said once, when what was named has not come for a minute. */
  const noterManquants = (documents: number): void => {
    manqueA = documents === 0 ? undefined : (manqueA ?? Date.now());
    if (manqueA === undefined) manqueDit = false;
    else if (!manqueDit && secondesDepuis(manqueA) > ECHEC_TOLERE_S) {
      manqueDit = true;
      surManque?.(documents);
    }
  };
  const peutDepartager = (): boolean => aDepartager && relecteur !== undefined && !relecteur.etat().agitee;
  const resteAFaire = (): boolean => reveillees.size > 0 || aBattre || aRecompter.length > 0;
  /** One look at some days, between two rounds. */
  const revoirQuelquesJours = async (r: Relecteur, neuf: boolean): Promise<void> => {
    if (neuf) moteur = await fabriquer();
    if (!moteur) return;
    const relus = await r.relire(moteur);
    if (relus.length > 0) surRelus?.(relus);
  };

  const travailler = async (): Promise<void> => {
    for (let echecs = 0; !fin.signal.aborted && (resteAFaire() || relecteur?.du() || peutDepartager()); ) {
      const bases = [...reveillees];
      const bat = aBattre;
      let departage = false;
      reveillees.clear();
      aBattre = false;
      try {
        moteur ??= await fabriquer();
        if (bases.length > 0) await moteur.tour(bases);
        if (bat) await moteur.minute();
        if (aRecompter.length > 0) {
          differents = await moteur.recompter(aRecompter);
          aRecompter = [];
        }
        if (reveillees.size === 0) depuis = undefined;
        if (peutDepartager()) {
          departage = true;
          aDepartager = false;
          await moteur.departager();
          departage = false;
        }
        const du = relecteur?.du();
        if (relecteur && du) await revoirQuelquesJours(relecteur, du.neuf);
        const { derives, exiges } = moteur.derives();
        relecteur?.noter(derives);
        relecteur?.exiger(exiges);
        echecs = 0;
        echecA = undefined;
        noterManquants(moteur.manquants());
      } catch (e) {
        if (fin.signal.aborted) return;
        surErreur(e);
        dernierEchecA = Date.now();
        echecA ??= dernierEchecA;
        // What was kept in memory is doubtful: start again from the store.
        moteur = undefined;
        for (const b of bases) reveillees.add(b);
        aBattre ||= bat;
        aDepartager ||= departage;
        await pause(Math.min(REPRISE_MAX_MS, 200 * 2 ** echecs++), fin.signal);
      }
    }
    depuis = undefined;
  };

  const lancer = (): void => {
    boucle ??= travailler().finally(() => {
      boucle = undefined;
      if (!fin.signal.aborted && resteAFaire()) reveiller([]);
    });
  };
  const reveiller = (bases: readonly string[]): void => {
    for (const b of bases) reveillees.add(b);
    depuis ??= Date.now();
    lancer();
  };

  let muette = false;
  /** Said once: nodes that cannot be asked are asked again all along. */
  const observer = async (): Promise<void> => {
    try {
      relecteur ??= await ouvrirRelecteur(m, horloge);
      await relecteur.observer();
      muette = false;
    } catch (e) {
      if (!muette) surErreur(e);
      muette = true;
    }
    if (relecteur?.du() || peutDepartager()) lancer();
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
  // How the cluster is first: who starts while it catches up knows that what it derives is to be looked at again.
  const ouverture = observer().then(() => relire().catch(surErreur));
  const minuteurs = [
    setInterval(() => void relire().catch(surErreur), RELECTURE_BASES_MS),
    setInterval(() => void observer(), OBSERVATION_MS),
  ];

  return {
    etat: () => ({
      retard: secondesDepuis(depuis),
      enEchec: echecA !== undefined,
      ...(echecA === undefined ? {} : { echecDepuis: secondesDepuis(echecA) }),
      ...(dernierEchecA === undefined ? {} : { dernierEchec: secondesDepuis(dernierEchecA) }),
      ...(manqueA === undefined
        ? {}
        : { manquants: { documents: moteur?.manquants() ?? 0, depuis: secondesDepuis(manqueA) } }),
      ...(moteur?.nonRegles() ? { nonRegles: moteur.nonRegles() } : {}),
      ...(relecteur === undefined ? {} : { relecture: relecteur.etat() }),
    }),
    battre: async () => {
      // What the clock makes comes after what was punched while we were away: a visit that is not paired yet is not missed.
      await ouverture;
      if (suivis.size === 0) await relire();
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
    revoir: async (jours) => {
      if (!relecteur) return undefined;
      const avant = relecteur.etat().corriges;
      relecteur.exiger(jours);
      aDepartager = true;
      lancer();
      while (boucle) await boucle;
      const { agitee, corriges } = relecteur.etat();
      return agitee ? undefined : corriges - avant;
    },
    arreter: async () => {
      fin.abort();
      for (const x of minuteurs) clearInterval(x);
      await ouverture;
      await Promise.all([...suivis.values()].map((s) => s.arreter()));
      await boucle;
    },
  };
};
