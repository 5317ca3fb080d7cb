import { CODES_ANTENNES } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { creerAlerter } from '../domaines/alertes';
import { creerPiloter, type Piloter } from '../domaines/chiffres';
import { creerStatuer } from '../domaines/corrections';
import {
  actualiser,
  creerApparier,
  creerGardien,
  creerMonde,
  creerPointerFiche,
  lireRepere,
  type Monde,
  repereVide,
  type Transition,
} from '../domaines/pointages';
import type { Horloge } from '../ports/horloge';
import { garderSourcesEcartees } from '../store/lectures/sources-ecartees';
import { type LigneChangement, lireChangements, type Magasin } from '../store/lire';

const IDS_PAR_LECTURE = 20_000;
/** Changes taken in one go: a whole month, whose punches come in any order, is paired once and not page by page. */
const IDS_PAR_TOUR = 150_000;
/** Months counted between two looks at what has come: to look, each transition asks every database. */
const MOIS_D_UN_TRAIT = 6;

const basesPointages = async (m: Magasin): Promise<string[]> =>
  (await m.bases()).filter((b) => /^tg-pointages-\d{4}$/.test(b));

export const basesSuivies = async (m: Magasin): Promise<string[]> => [
  BASE_CENTRALE,
  ...CODES_ANTENNES.map(baseAntenne),
  ...(await basesPointages(m)),
];

type Suivie = {
  transition: Transition;
  sequences: Map<string, string>;
  /** Databases in which something waits, with the sequence up to which they were last read. */
  attente: Map<string, string>;
  garder: () => Promise<void>;
};

export type Moteur = {
  /** Runs every transition until nothing is left in those databases; how many changes were treated. */
  tour: (bases: Iterable<string>) => Promise<number>;
  /** The databases in which something waits for its hour: nothing may change in them when it comes. */
  enAttente: () => string[];
  /** What the clock alone makes. */
  minute: () => Promise<void>;
  /** Counts again what the dashboards read of these months: how many documents differed. */
  recompter: (mois: readonly Mois[]) => Promise<number>;
};

const lireRetard = async (m: Magasin, s: Suivie, bases: Iterable<string>) => {
  const changements = new Map<string, LigneChangement[]>();
  const lues = new Map<string, LigneChangement[]>();
  const atteintes = new Map<string, string>();
  let n = 0;
  for (const base of bases) {
    let seq = s.sequences.get(base) ?? '0';
    for (let restants = 1; restants > 0 && n < IDS_PAR_TOUR; ) {
      const page = await lireChangements(m, base, seq, IDS_PAR_LECTURE);
      seq = page.seq;
      restants = page.lignes.length === 0 ? 0 : page.restants;
      lues.set(base, [...(lues.get(base) ?? []), ...page.lignes]);
      const utiles = page.lignes.filter((l) => s.transition.concerne(base, l.id));
      n += utiles.length;
      if (utiles.length > 0) changements.set(base, [...(changements.get(base) ?? []), ...utiles]);
    }
    atteintes.set(base, seq);
  }
  return { changements, lues, atteintes, n };
};

const avancer = async (monde: Monde, s: Suivie, bases: readonly string[]): Promise<number> => {
  const { changements, lues, atteintes, n } = await lireRetard(monde.magasin, s, bases);
  // All that changed, not only what concerns this transition: another process may have written what it reads.
  await actualiser(monde, lues);
  const attente = n > 0 ? await s.transition.traiter(changements) : new Set<string>();
  if (n > 0) await garderSourcesEcartees(monde.magasin);
  let vaines = 0;
  for (const [base, seq] of atteintes) {
    if (!attente.has(base)) {
      s.sequences.set(base, seq);
      s.attente.delete(base);
      continue;
    }
    // Read again at the next call, from the same checkpoint; and only what is new since counts as something done.
    if (s.attente.get(base) === seq) vaines += changements.get(base)?.length ?? 0;
    s.attente.set(base, seq);
  }
  await s.garder();
  return n - vaines;
};

/** `depuisZero`: the checkpoints are not read, since another process may move them on meanwhile. */
export const creerMoteur = async (
  magasin: Magasin,
  horloge: Horloge,
  { depuisZero = false, signaler = () => undefined }: { depuisZero?: boolean; signaler?: Monde['signaler'] } = {},
): Promise<Moteur> => {
  const monde = await creerMonde(magasin, horloge, signaler);
  const preparer = async (nom: string, creer: (memoire: Map<string, string>) => Transition): Promise<Suivie> => {
    const { sequences, memoire } = depuisZero ? repereVide() : await lireRepere(magasin, nom);
    const transition = creer(memoire);
    const gardien = creerGardien(magasin, nom);
    return { transition, sequences, attente: new Map(), garder: () => gardien({ sequences, memoire }) };
  };
  const pointer = await preparer('pointer-fiche', () => creerPointerFiche(monde));
  const apparier = await preparer('apparier', (memoire) => creerApparier(monde, memoire));
  const statuer = await preparer('statuer-correction', () => creerStatuer(monde));
  const alerte = creerAlerter(monde);
  const alerter = await preparer(alerte.nom, () => alerte);
  let pilote: Piloter | undefined;
  const piloter = await preparer('piloter', (memoire) => {
    pilote = creerPiloter(monde, memoire);
    return pilote;
  });
  /** Some more months counted, and that they were is kept; false where none waits. */
  const poursuivre = async (): Promise<boolean> => {
    let n = 0;
    while (n < MOIS_D_UN_TRAIT && (await pilote?.poursuivre())) n += 1;
    if (n > 0) await piloter.garder();
    return n > 0;
  };

  return {
    tour: async (voulues) => {
      let bases = [...voulues];
      let total = 0;
      // A correction is judged once all that came before it is paired; a creation that was accepted is then paired in turn.
      for (;;) {
        let n = await avancer(monde, pointer, bases);
        // Slips make punches, in a database that may not have been one of those to look at, or not have been at all.
        if (n > 0) bases = [...new Set([...bases, ...(await basesPointages(magasin))])];
        for (let k = -1; k !== 0; n += k) k = await avancer(monde, apparier, bases);
        n += await avancer(monde, statuer, bases);
        total += n;
        if (n > 0) continue;
        // Alerts and counts come last, from visits that are settled; nothing else is derived from them.
        total += await avancer(monde, alerter, bases);
        for (let k = -1; k !== 0; total += k) k = await avancer(monde, piloter, bases);
        // A history that was taken over is counted a few months at a time: a punch that comes meanwhile does not wait for it.
        if (!(await poursuivre())) return total;
      }
    },
    enAttente: () => [pointer, apparier, statuer].flatMap((s) => [...s.attente.keys()]),
    minute: async () => {
      await alerte.minute();
      await pilote?.minute();
      await piloter.garder();
    },
    recompter: async (mois) => (await pilote?.recompter(mois)) ?? 0,
  };
};

/** Runs all transitions to the end, in this process: after an import, on the command line, at the start of the server. */
export const rattraper = async (magasin: Magasin, horloge: Horloge): Promise<void> => {
  const moteur = await creerMoteur(magasin, horloge);
  await moteur.tour(await basesSuivies(magasin));
};
