import { BASE_CENTRALE } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { ajouterJours, dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { creerAlerter } from '../domaines/alertes';
import { creerPiloter, type Piloter } from '../domaines/chiffres';
import { creerStatuer } from '../domaines/corrections';
import { creerPartagerDites } from '../domaines/dossiers';
import {
  actualiser,
  creerApparier,
  creerGardien,
  creerMonde,
  creerPointerFiche,
  dateDeId,
  joursEntre,
  lireRepere,
  type Monde,
  repereVide,
  revoirJours,
  type Transition,
} from '../domaines/pointages';
import type { Horloge } from '../ports/horloge';
import type { Jusqua, Rattraper } from '../ports/rattraper';
import { type FilPartage, filPartage } from '../store/fil-partage';
import { garderSourcesEcartees } from '../store/lectures/sources-ecartees';
import type { LigneChangement, Magasin } from '../store/lire';
import { departagerAnciens } from './anciens-conflits';
import { departager, type Echecs } from './departager';
import { reglerJournal } from './regler-journal';
import { lireRetard } from './retard';
import { type Relu, revoir } from './revoir';

/** Months counted between two looks at what has come: to look, each transition asks every database. */
const MOIS_D_UN_TRAIT = 6;

const basesPointages = async (m: Magasin): Promise<string[]> =>
  (await m.bases()).filter((b) => /^tg-pointages-\d{4}$/.test(b));

export const basesSuivies = async (m: Magasin): Promise<string[]> => [
  BASE_CENTRALE,
  ...basesAntennes(),
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
  /** Runs the transitions until nothing is left for them in those databases; how many changes were treated. */
  tour: (bases: Iterable<string>, jusqua?: Jusqua) => Promise<number>;
  /** The databases in which something waits for its hour: nothing may change in them when it comes. */
  enAttente: () => string[];
  /** Documents that the feed named, and that cannot be read yet. */
  manquants: () => number;
  /** What the clock alone makes. */
  minute: () => Promise<void>;
  /** Counts again what the dashboards read of these months: how many documents differed. */
  recompter: (mois: readonly Mois[]) => Promise<number>;
  /** [FL-3] Settles what two sides wrote and that no change has named since. */
  departager: () => Promise<void>;
  /** [FL-3] How many could not be settled: they are tried again every night. */
  nonRegles: () => number;
  /** [FL-2] The days that were derived since this was last asked, and those of which two sides wrote something. */
  derives: () => { derives: DateCivile[]; exiges: DateCivile[] };
  /** [FL-2] Derives some days again from the store, and alerts on demand: what differed, which is put right or only told. */
  revoir: (jours: readonly DateCivile[], o: { ecrire: boolean; alertes: boolean }) => Promise<Relu[]>;
  /** [FL-2] The same, of the visits alone, put right: for who counts them and reads nothing else. */
  revoirVisites: (jours: readonly DateCivile[]) => Promise<void>;
};

/** A database that was dropped (the punches of a year) is not going to show what its feed named. */
const oublierDetruites = async (m: Monde['magasin']): Promise<void> => {
  if (m.manquants().size === 0) return;
  const presentes = new Set(await m.bases());
  for (const base of [...m.manquants().keys()]) if (!presentes.has(base)) m.reprendre(base);
};

type SurLues = (lues: ReadonlyMap<string, readonly LigneChangement[]>) => Promise<void>;

/** One process's transitions: what they share, and the feed that they read once for all. */
type Attelage = { monde: Monde; fil: FilPartage };

const avancer = async (
  { monde, fil }: Attelage,
  s: Suivie,
  bases: readonly string[],
  surLues?: SurLues,
): Promise<number> => {
  const siennes = bases.filter(s.transition.suit);
  const { changements, lues, nouvelles, atteintes, n } = await lireRetard(monde.magasin, fil, s, siennes);
  // All that changed, not only what concerns this transition: another process may have written what it reads.
  await actualiser(monde, nouvelles);
  await surLues?.(lues);
  const aTraiter = n > 0 || s.transition.aRefaire?.() === true;
  const attente = new Set(aTraiter ? await s.transition.traiter(changements) : []);
  if (n > 0) await garderSourcesEcartees(monde.magasin);
  // [FL-1] What was named and could not be read may be what any of these was treated without.
  const { manquants } = monde.magasin;
  if (manquants().size > 0) for (const base of [...changements.keys(), ...manquants().keys()]) attente.add(base);
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

export type OptionsMoteur = {
  /** The checkpoints are not read, since another process may move them on meanwhile. */
  depuisZero?: boolean;
  surNonJugee?: Monde['surNonJugee'] | undefined;
  /** [FL-3] Told of each document that could not be settled, by its type. */
  surNonRegle?: Echecs['dire'] | undefined;
  douteux?: Monde['douteux'] | undefined;
};

export const creerMoteur = async (
  magasin: Magasin,
  horloge: Horloge,
  { depuisZero = false, surNonJugee, surNonRegle = () => undefined, douteux }: OptionsMoteur = {},
): Promise<Moteur> => {
  const fil = filPartage(magasin);
  const monde = await creerMonde(fil.magasin, horloge, { surNonJugee, douteux, parJours: depuisZero });
  const attelage = { monde, fil };
  const preparer = async (nom: string, creer: (memoire: Map<string, string>) => Transition): Promise<Suivie> => {
    const { sequences, memoire } = depuisZero ? repereVide() : await lireRepere(magasin, nom);
    const transition = creer(memoire);
    // Of a database that an earlier version of it followed: it would never move on, and a backup would take it for what is late.
    for (const base of [...sequences.keys()]) if (!transition.suit(base)) sequences.delete(base);
    const gardien = creerGardien(magasin, nom);
    const garder = (): Promise<void> => gardien({ sequences, memoire, revision: transition.revision?.() });
    return { transition, sequences, attente: new Map(), garder };
  };
  const pointer = await preparer('pointer-fiche', () => creerPointerFiche(monde));
  const apparier = await preparer('apparier', (memoire) => creerApparier(monde, memoire));
  const statuer = await preparer('statuer-correction', () => creerStatuer(monde));
  const partager = await preparer('partager-dispenses', (memoire) => creerPartagerDites(monde, memoire));
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
    for (let k = -1; k !== 0 && n < MOIS_D_UN_TRAIT; n += k) k = (await pilote?.poursuivre()) ?? 0;
    if (n > 0) await piloter.garder();
    return n > 0;
  };

  const exiges = new Set<DateCivile>();
  const echecs: Echecs = { restent: new Set(), journal: new Set(), dire: surNonRegle };
  /** Visits that another process wrote are looked at a second time too; what both sides of a partition wrote is settled. */
  const surLues: SurLues = async (lues) => {
    for (const [base, lignes] of lues) {
      for (const { id } of lignes) if (id.startsWith('intervention:')) monde.derives.add(dateDeId(id));
      for (const j of await departager(monde, base, lignes, echecs)) exiges.add(j);
    }
    await reglerJournal(monde, echecs);
  };

  const tourner = async (voulues: Iterable<string>, jusqua: Jusqua): Promise<number> => {
    let bases = [...voulues];
    let total = 0;
    await oublierDetruites(monde.magasin);
    // A correction is judged once all that came before it is paired; a creation that was accepted is then paired in turn.
    for (;;) {
      monde.magasin.alleger();
      let n = await avancer(attelage, pointer, bases);
      // Slips make punches, in a database that may not have been one of those to look at, or not have been at all.
      if (n > 0) bases = [...new Set([...bases, ...(await basesPointages(magasin))])];
      for (let k = -1; k !== 0; n += k) k = await avancer(attelage, apparier, bases, surLues);
      n += await avancer(attelage, statuer, bases);
      n += await avancer(attelage, partager, bases);
      total += n;
      if (n > 0) continue;
      if (jusqua === 'VISITES') return total;
      // Alerts and counts come last, from visits that are settled; nothing else is derived from them.
      const dites = await avancer(attelage, alerter, bases);
      // Once more, for what the feed says of the alerts that it has just written: nothing is left to say.
      total += dites + (dites > 0 ? await avancer(attelage, alerter, bases) : 0);
      for (let k = -1; k !== 0; total += k) k = await avancer(attelage, piloter, bases);
      // A history that was taken over is counted a few months at a time: a punch that comes meanwhile does not wait for it.
      if (!(await poursuivre())) return total;
    }
  };
  /** What the six read of the feed is read once, and let go with the round. */
  const tour = (voulues: Iterable<string>, jusqua: Jusqua = 'TOUT'): Promise<number> =>
    tourner(voulues, jusqua).finally(fil.oublier);
  const minute = async (): Promise<void> => {
    await reglerJournal(monde, echecs);
    await alerte.minute();
    await pilote?.minute();
    await piloter.garder();
  };
  const rattraper = async (): Promise<void> => {
    await tour(await basesSuivies(magasin));
    await minute();
  };

  return {
    tour,
    // What is missing of a database is asked for there, whichever of them waits for it.
    enAttente: () => [
      ...[pointer, apparier, statuer, partager, alerter, piloter].flatMap((s) => [...s.attente.keys()]),
      ...monde.magasin.manquants().keys(),
    ],
    manquants: () => [...monde.magasin.manquants().values()].reduce((n, ids) => n + ids.size, 0),
    minute,
    recompter: async (mois) => (await pilote?.recompter(mois)) ?? 0,
    departager: async () => {
      for (const j of await departagerAnciens(magasin, monde, echecs)) exiges.add(j);
    },
    nonRegles: () => echecs.restent.size,
    derives: () => {
      const pris = { derives: [...monde.derives], exiges: [...exiges] };
      monde.derives.clear();
      exiges.clear();
      return pris;
    },
    revoir: (jours, { ecrire, alertes }) =>
      revoir(monde, rattraper, ecrire, async () => {
        await revoirJours(monde, jours);
        await pilote?.revoir(jours);
        await alerte.revoir(alertes ? 'TOUJOURS' : 'AUTRES');
      }),
    revoirVisites: async (jours) => {
      const visites = async (): Promise<void> => {
        await tour(await basesSuivies(magasin), 'VISITES');
      };
      await revoir(monde, visites, true, () => revoirJours(monde, jours));
      // What is put right is judged.
      await visites();
    },
  };
};

/** Days looked at again at once: what is read of them is held in memory. */
const JOURS_D_UN_TRAIT = 8;

export const enTraits = (jours: readonly DateCivile[]): DateCivile[][] =>
  Array.from({ length: Math.ceil(jours.length / JOURS_D_UN_TRAIT) }, (_, n) =>
    jours.slice(n * JOURS_D_UN_TRAIT, (n + 1) * JOURS_D_UN_TRAIT),
  );

/** Runs the transitions to the end, in this process: on the command line, in a request, at the start of the server. */
export const ouvrirRattrapage = async (magasin: Magasin, horloge: Horloge): Promise<Rattraper> => {
  const moteur = await creerMoteur(magasin, horloge);
  return async (jusqua, { revoir: mois } = {}) => {
    await moteur.tour(await basesSuivies(magasin), jusqua);
    // One process has no copy that lags.
    if (mois === undefined || (await magasin.noeuds()).length <= 1) return;
    // A visit may begin the day before, or end the day after.
    const jours = joursEntre(ajouterJours(premierJour(mois), -1), ajouterJours(dernierJour(mois), 1));
    for (const siens of enTraits(jours)) await moteur.revoirVisites(siens);
  };
};

export const rattraper = async (magasin: Magasin, horloge: Horloge, ...quoi: Parameters<Rattraper>): Promise<void> =>
  (await ouvrirRattrapage(magasin, horloge))(...quoi);
