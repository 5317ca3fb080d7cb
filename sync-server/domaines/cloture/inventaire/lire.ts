import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import {
  ID_OUVERTURE,
  type Inventaire,
  idImports,
  idPointages,
  idSaisies,
  SANS_DATE,
} from '#shared/contrats/store/inventaire';
import { ligneDuType, type TypeDocument } from '#shared/documents/registre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterA } from '#shared/listes';
import {
  ajouterJours,
  ajouterMois,
  debutDuJour,
  dernierJour,
  epochMs,
  instantDe,
  premierJour,
} from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { TYPES_COMPTES } from '../../../store/inventaire/sommes';
import { lireIds, type Magasin, type Plage } from '../../../store/lire';
import { clesSures, lireSur } from '../../../store/types';

/** Of a type, in one database: what files brought and what was acknowledged, and what a range shows. */
export type Compte = {
  base: string;
  /** Absent: of the whole service. */
  antenne?: Antenne;
  type: TypeDocument;
  notes: readonly string[];
  /** Asked of the store at once, while the rest is read; `encore`: asked again. */
  ids: (encore?: 'encore') => Promise<readonly string[]>;
  /** What is noted by now: an import may have ended meanwhile. */
  noter: () => Promise<readonly string[]>;
};
/** `complet`: all that is there was counted as it came; else what has been acknowledged alone is known. */
export type InventaireLu = { mois: Mois; ouverture: Inventaire | undefined; complet: boolean; comptes: Compte[] };

const joursDe = (mois: Mois): string[] => {
  const jours: string[] = [];
  for (let j = premierJour(mois); j <= dernierJour(mois); j = ajouterJours(j, 1)) jours.push(j);
  return jours;
};

/** A month's punches are in the database of its year, as Paris has it. */
export const basePointagesDuMois = (mois: Mois): string => `tg-pointages-${mois.slice(0, 4)}`;

/** [PT-1] From the midnight that begins the month in Paris to that which ends it. */
const bornesDuMois = (mois: Mois) => ({
  debut: debutDuJour(premierJour(mois)),
  fin: debutDuJour(premierJour(ajouterMois(mois, 1))),
});

const HEURE_MS = 3_600_000;
/** The hours of a civil month of Paris, as notes have them: in UTC. */
const heuresDe = (mois: Mois): string[] => {
  const { debut, fin } = bornesDuMois(mois);
  const n = (epochMs(fin) - epochMs(debut)) / HEURE_MS;
  return Array.from({ length: n }, (_, h) => instantDe(epochMs(debut) + h * HEURE_MS).slice(0, 13));
};

/** Of a type, the ids that are of the month: by the clock of Paris, all of them where they bear no date. */
const plageDuMois = (type: TypeDocument, mois: Mois): Plage => {
  const { id } = ligneDuType(type);
  if (id.startsWith('<instant>')) {
    const { debut, fin } = bornesDuMois(mois);
    return { debut: `${type}:${debut}`, fin: `${type}:${fin}` };
  }
  if (id.startsWith('<date>')) return { debut: `${type}:${mois}`, fin: `${type}:${mois}.` };
  return { debut: `${type}:`, fin: `${type};` };
};

/** Where what files brought on some days is noted, beside what bears no date. */
const imports = (jours: readonly string[]): string[] => [...jours, SANS_DATE].map(idImports);

const lireBase = async (
  m: Magasin,
  base: string,
  mois: Mois,
  notes: readonly string[],
  antenne?: Antenne,
): Promise<Compte[]> => {
  const noter = async (): Promise<ReadonlyMap<string, string[]>> => {
    const parType = new Map<string, string[]>();
    for (const n of await clesSures(m, 'inventaire', notes, { base }))
      for (const id of n?.ids ?? []) {
        const type = id.slice(0, id.indexOf(':'));
        ajouterA(parType, type, id);
      }
    return parType;
  };
  // What was received first: what comes meanwhile is then read without being asked for.
  const notees = await noter();
  return TYPES_COMPTES.flatMap((type): Compte[] => {
    const plage = plageDuMois(type, mois);
    // A note of a day that the month shares with another has ids of both.
    const du = (ids: readonly string[] = []): string[] => ids.filter((id) => id >= plage.debut && id < plage.fin);
    const siens = du(notees.get(type));
    // Punches are looked for in the visits, be they counted or not.
    const desVisites = type === 'pointage' && base === basePointagesDuMois(mois);
    if (siens.length === 0 && !desVisites) return [];
    const lire = () => lireIds(m, base, plage);
    const lus = lire();
    // Who refuses before it weighs anything never asks for them.
    lus.catch(() => undefined);
    return [
      {
        base,
        ...(antenne ? { antenne } : {}),
        type,
        notes: siens,
        ids: (encore) => (encore ? lire() : lus),
        noter: async () => du((await noter()).get(type)),
      },
    ];
  });
};

/** What was received for a month, and what is there of it: by antenna, and of the whole service. */
export const lireInventaire = async (
  m: Magasin,
  mois: Mois,
  antennes: readonly Antenne[] = codesAntennes(),
): Promise<InventaireLu> => {
  const jours = joursDe(mois);
  // Noted by the day that an id bears, in UTC: the first hours of a civil month are with the day before.
  const pointages = [...heuresDe(mois).map(idPointages), ...imports([ajouterJours(premierJour(mois), -1), ...jours])];
  const ouverture = await lireSur(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE });
  const comptes = await Promise.all([
    lireBase(m, basePointagesDuMois(mois), mois, pointages),
    lireBase(m, BASE_CENTRALE, mois, imports([])),
    ...antennes.map((a) => lireBase(m, baseAntenne(a), mois, [...jours.map(idSaisies), ...imports(jours)], a)),
  ]);
  return {
    mois,
    ouverture,
    complet: ouverture?.parIds === true && ouverture.depuis !== undefined && ouverture.depuis <= mois,
    comptes: comptes.flat(),
  };
};
