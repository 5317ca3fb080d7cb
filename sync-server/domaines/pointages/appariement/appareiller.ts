import { setImmediate as pause } from 'node:timers/promises';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { baseAntenne } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { apparierUsager } from '#shared/domain/appariement/apparier';
import { signalerChevauchements } from '#shared/domain/appariement/chevauchement';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { ajouterA } from '#shared/listes';
import type { DateCivile } from '#shared/temps/types';
import { tousFinis } from '../../../socle/tous-finis';
import type { Stocke } from '../../../store/lire';
import { autour, type Chantier, ouvrirChantier, tranches } from '../monde/chantier';
import { type Ecart, ecrireDerives } from '../monde/ecrire-derives';
import { lireMatiere, type Matiere } from '../monde/jour-usager';
import type { Monde } from '../monde/monde';
import { lireParametresDesClos, type ParametresDesClos } from '../monde/parametres-clos';
import { deLAide, deLUsager } from '../monde/vue';
import { porterCorrections } from './porter-corrections';

/** Days paired in one go. */
const JOURS_PAR_TRANCHE = 16;
const ESSAIS_MAX = 20;

type Situee = { base: string; doc: Intervention };
const cle = (s: Situee): string => `${s.base} ${s.doc._id}`;

/** Usagers paired without a pause: what is being written meanwhile does not wait for more. */
const USAGERS_SANS_PAUSE = 50;

const calculer = async (
  monde: Monde,
  chantier: Chantier,
  matiere: Matiere,
  parametres: ParametresDesClos,
): Promise<Situee[]> => {
  const { annuaire } = monde;
  const calculees: Situee[] = [];
  let rang = 0;
  for (const [usagerId, jours] of chantier) {
    rang += 1;
    if (rang % USAGERS_SANS_PAUSE === 0) await pause();
    const usager = annuaire.usager(usagerId);
    if (!usager) continue;
    const antenne = (d: DateCivile): Antenne => antenneAu(usager, d);
    const appariees = apparierUsager({
      usagerId,
      antenneAu: antenne,
      telephonesAu: (d) => annuaire.telephones(usagerId, d),
      pointages: matiere.pointages.get(usagerId) ?? [],
      visites: matiere.visites.get(usagerId) ?? [],
      creations: matiere.creations.get(usagerId) ?? [],
      suites: matiere.suites.get(usagerId),
      parametresAu: (d) => (parametres(antenne(d), d) ?? annuaire.parametresAu)(d),
    });
    for (const doc of appariees) if (jours.has(doc.date)) calculees.push({ base: baseAntenne(doc.antenne), doc });
  }
  return calculees;
};

/**
 * [AP-10] An overlap is between visits of one aide, whatever the usager and antenna: the visits of the aides concerned on
 * the days around are looked at again. Returns what the marks change, neighbours included.
 */
const marquerChevauchements = (
  { annuaire }: Monde,
  voisines: readonly Situee[],
  voulues: readonly Situee[],
  remplacees: readonly Situee[],
): Situee[] => {
  const joursParAide = new Map<string, Set<DateCivile>>();
  for (const { doc } of [...voulues, ...remplacees]) {
    const jours = joursParAide.get(doc.intervenantId) ?? new Set();
    joursParAide.set(doc.intervenantId, jours.add(doc.date));
  }
  const parAide = new Map<string, Situee[]>();
  for (const s of [...voisines, ...voulues]) {
    if (!joursParAide.has(s.doc.intervenantId)) continue;
    ajouterA(parAide, s.doc.intervenantId, s);
  }
  const resultat = new Map(voulues.map((s) => [cle(s), s]));
  for (const [aide, liste] of parAide) {
    // A neighbour is marked only where all that may overlap it was read.
    const sures = new Set(autour(joursParAide.get(aide) ?? [], 1));
    for (const [n, doc] of signalerChevauchements(
      liste.map((s) => s.doc),
      annuaire.telephones,
    ).entries()) {
      const avant = liste[n];
      if (avant && doc !== avant.doc && sures.has(doc.date)) resultat.set(cle(avant), { base: avant.base, doc });
    }
  }
  return [...resultat.values()];
};

type Stockee = Situee & { doc: Stocke<Intervention> };

/** Of these days, in all antennas; `cles`: those that one of them finds. */
const lireInterventions = async (
  { vue }: Monde,
  jours: readonly DateCivile[],
  cles?: readonly string[],
): Promise<Stockee[]> => {
  const lues = await Promise.all(
    basesAntennes().map(async (base) => {
      const docs = cles ? vue.lireDe(base, 'intervention', jours, cles) : vue.lire(base, 'intervention', jours);
      return (await docs).map((doc) => ({ base, doc }));
    }),
  );
  return lues.flat();
};

/** Up to so many usagers, only what is theirs, and their aides', is looked at: a punch does not go through the whole service. */
const PEU = 200;

/** What a piece comes to, and of how few it is. */
type Calculee = { chantier: Chantier; peu: boolean; larges: DateCivile[]; calculees: Situee[] };

const preparer = async (monde: Monde, chantier: Chantier): Promise<Calculee> => {
  const jours = [...new Set([...chantier.values()].flatMap((s) => [...s]))];
  for (const j of jours) monde.derives.add(j);
  const peu = !monde.parJours && chantier.size <= PEU;
  const [matiere, parametres] = await Promise.all([
    lireMatiere(monde, jours, peu ? new Set(chantier.keys()) : undefined),
    lireParametresDesClos(monde, autour(jours, 1)),
  ]);
  return { chantier, peu, larges: autour(jours, 2), calculees: await calculer(monde, chantier, matiere, parametres) };
};

/** Writes what a piece changes; returns what is to be done again, since another process wrote the same documents. */
const poser = async (monde: Monde, { chantier, peu, larges, calculees }: Calculee): Promise<Chantier> => {
  const leurs = peu ? [...chantier.keys()].map(deLUsager) : undefined;
  const lues = await lireInterventions(monde, larges, leurs);
  const estRepris = (s: Situee): boolean => chantier.get(s.doc.usagerId)?.has(s.doc.date) === true;
  const reprises = lues.filter(estRepris);
  // [AP-10] All that their aides do around: what overlaps is of one aide.
  const aides = new Set([...calculees, ...reprises].map((s) => deLAide(s.doc.intervenantId)));
  const stockees = peu ? await lireInterventions(monde, larges, [...aides]) : lues;
  const voulues = marquerChevauchements(
    monde,
    stockees.filter((s) => !estRepris(s)),
    calculees,
    reprises,
  );

  const ecarts = new Map<string, Ecart>();
  for (const s of reprises) ecarts.set(cle(s), { base: s.base, id: s.doc._id, existant: s.doc, voulu: undefined });
  for (const s of voulues) {
    const { _rev, ...voulu } = s.doc as Stocke<Intervention>;
    const existant = monde.vue.connu(s.base, 'intervention', voulu._id);
    ecarts.set(cle(s), { base: s.base, id: voulu._id, existant, voulu });
  }
  await porterCorrections(monde, larges, calculees);
  const encore = ouvrirChantier();
  const parCle = new Map([...reprises, ...voulues].map((s) => [cle(s), s.doc]));
  for (const c of await ecrireDerives(monde, [...ecarts.values()])) {
    const doc = parCle.get(`${c.base} ${c.id}`);
    if (doc) encore.ajouter(doc.usagerId, doc.date);
  }
  return encore.jours;
};

/** Written, and computed again as long as another process writes the same. */
const poserTout = async (monde: Monde, prete: Calculee): Promise<void> => {
  let reste = await poser(monde, prete);
  for (let essai = 1; reste.size > 0; essai++) {
    if (essai === ESSAIS_MAX) throw new Error('appariement : écritures concurrentes sans fin');
    reste = await poser(monde, await preparer(monde, reste));
  }
};

/**
 * [AP-1 to AP-10, CO-8] Pairs again what the list says, and writes what changed of it. A piece is computed while the store writes the one
 * before it: what is computed comes from punches and plans, and the visits around are looked at once those are written.
 */
export const appareiller = async (monde: Monde, chantier: Chantier): Promise<void> => {
  const [premiere, ...suivantes] = tranches(chantier, JOURS_PAR_TRANCHE);
  if (!premiere) return;
  let prete = await preparer(monde, premiere);
  for (const suivante of suivantes) {
    [, prete] = await tousFinis([poserTout(monde, prete), preparer(monde, suivante)]);
    monde.vue.alleger();
  }
  await poserTout(monde, prete);
  monde.vue.alleger();
};
