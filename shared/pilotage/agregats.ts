import { z } from 'zod';
import { type Antenne, antenneSchema } from '../contrats/commun';
import type { Intervention } from '../contrats/corrections/intervention';
import type { Attente } from '../contrats/pointages/derives';
import type { Appel } from '../contrats/pointages/pointage';
import { comparer } from '../domain/appariement/ordre';
import type { Contexte, Retenue } from '../domain/types';
import { localParis } from '../temps/paris';
import { type DateCivile, dateCivileSchema, type Instant, instantSchema, type Mois, moisSchema } from '../temps/types';
import { type Exclusions, echeance, lignePilotageSchema, lignesCloses, lignesVivantes, type MoisFige } from './lignes';
import { additionner, mesurer, mesuresSchema } from './mesures';

// What the dashboards read: one document an antenna and a day, one an antenna and a month, in the antenna's database.

/** Calls by hour of the clock in Paris, `0` to `23`; hours without any are left out. */
const heuresSchema = z.record(z.string().regex(/^\d{1,2}$/), z.number().int());
export type Heures = z.infer<typeof heuresSchema>;

const appelsSchema = z.object({
  /** Punches told by telephone, those that wait for their usager included. */
  pointages: heuresSchema,
  /** [PT-4] Calls that gave none. */
  echecs: heuresSchema,
});

export const idJourPilotage = (date: DateCivile): string => `pilotage-jour:${date}`;
export const idMoisPilotage = (mois: Mois): string => `pilotage-mois:${mois}`;

/** Raised whenever what is counted of the same facts changes: what was counted by another is counted again. */
export const REGLE_PILOTAGE = 2;

/** A day of an antenna. */
export const jourPilotageSchema = z.object({
  _id: z.string(),
  type: z.literal('pilotage-jour'),
  antenne: antenneSchema,
  date: dateCivileSchema,
  mesures: mesuresSchema,
  lignes: z.array(lignePilotageSchema),
  appels: appelsSchema,
  /** Number of the closing that its figures come from. */
  clos: z.number().int().optional(),
  /** By which definitions; absent: by those of before they had a number. */
  regle: z.number().int().optional(),
  /** From then on it says something else, by the clock alone. */
  prochaine: instantSchema.optional(),
});
export type JourPilotage = z.infer<typeof jourPilotageSchema>;

/** A month of an antenna: the sum of its days. */
export const moisPilotageSchema = z.object({
  _id: z.string(),
  type: z.literal('pilotage-mois'),
  antenne: antenneSchema,
  mois: moisSchema,
  mesures: mesuresSchema,
  appels: appelsSchema,
  /** Distinct usagers and aides of the visits done. */
  usagers: z.number().int(),
  intervenants: z.number().int(),
  clos: z.number().int().optional(),
  /** The oldest of its days'. */
  regle: z.number().int().optional(),
});
export type MoisPilotage = z.infer<typeof moisPilotageSchema>;

const parHeure = (instants: readonly Instant[]): Heures => {
  const n = new Map<number, number>();
  for (const i of instants) {
    const h = Number(localParis(i).slice(11, 13));
    n.set(h, (n.get(h) ?? 0) + 1);
  }
  return trier(n);
};

const trier = (n: ReadonlyMap<number, number>): Heures =>
  Object.fromEntries([...n].sort(([a], [b]) => a - b).map(([h, k]) => [String(h), k]));

export const additionnerHeures = (toutes: Iterable<Heures>): Heures => {
  const n = new Map<number, number>();
  for (const heures of toutes)
    for (const [h, k] of Object.entries(heures)) n.set(Number(h), (n.get(Number(h)) ?? 0) + k);
  return trier(n);
};

/** What a day of an antenna is counted from. */
export type MatiereJour = {
  antenne: Antenne;
  date: DateCivile;
  /** Visits of that date, with the corrections that were judged. */
  retenues: readonly Retenue[];
  attentes: readonly Attente[];
  echecs: readonly Appel[];
  dispenses: Exclusions;
  /** Of a closed month. */
  fige?: { clos: number; mois: MoisFige } | undefined;
  /** [CL-1] What another antenna's closing told counts there; absent: nothing was. */
  diteAilleurs?: (r: Retenue) => boolean;
  /** [CL-1] What this antenna's closing told, and another has now. */
  parties?: readonly Intervention[];
};

/** Told by telephone, to this system or to the one before; neither typed from a slip nor found in the operator's records. */
const AU_TELEPHONE: ReadonlySet<string> = new Set(['SVI', 'REPRISE']);

const pointagesTelephone = ({ intervention: i }: Retenue): Instant[] =>
  [i.arrivee, i.depart, ...i.ecartes].flatMap((p) => (p && AU_TELEPHONE.has(p.source) ? p.instant : []));

/** A day from nothing; undefined where there is nothing to count. */
export const compterJour = (m: MatiereJour, contexte: Contexte): JourPilotage | undefined => {
  const { antenne, date, retenues, dispenses, fige } = m;
  const siennes = retenues.filter((r) => !m.diteAilleurs?.(r));
  const lignes = fige
    ? lignesCloses(date, siennes, fige.mois, dispenses, m.parties)
    : lignesVivantes(siennes, dispenses);
  const attentes = m.attentes.flatMap((a) => (AU_TELEPHONE.has(a.source) ? a.instant : []));
  const appels = {
    pointages: parHeure([...retenues.flatMap(pointagesTelephone), ...attentes]),
    echecs: parHeure(m.echecs.map((a) => a.instant)),
  };
  if (lignes.length === 0 && Object.keys({ ...appels.pointages, ...appels.echecs }).length === 0) return undefined;
  const prochaine = fige
    ? undefined
    : siennes
        .flatMap((r) => echeance(r, contexte) ?? [])
        .sort(comparer)
        .at(0);
  return {
    _id: idJourPilotage(date),
    type: 'pilotage-jour',
    antenne,
    date,
    mesures: mesurer(lignes),
    lignes,
    appels,
    regle: REGLE_PILOTAGE,
    ...(fige ? { clos: fige.clos } : {}),
    ...(prochaine === undefined ? {} : { prochaine }),
  };
};

/** A month, from its days; undefined where it has none. */
export const compterMois = (antenne: Antenne, mois: Mois, jours: readonly JourPilotage[]): MoisPilotage | undefined => {
  if (jours.length === 0) return undefined;
  const faites = jours.flatMap((j) => j.lignes).filter((l) => l.fait !== undefined);
  const clos = jours.find((j) => j.clos !== undefined)?.clos;
  return {
    _id: idMoisPilotage(mois),
    type: 'pilotage-mois',
    antenne,
    mois,
    mesures: additionner(jours.map((j) => j.mesures)),
    appels: {
      pointages: additionnerHeures(jours.map((j) => j.appels.pointages)),
      echecs: additionnerHeures(jours.map((j) => j.appels.echecs)),
    },
    usagers: new Set(faites.map((l) => l.usagerId)).size,
    intervenants: new Set(faites.map((l) => l.intervenantId)).size,
    ...(clos === undefined ? {} : { clos }),
    regle: Math.min(...jours.map((j) => j.regle ?? 0)),
  };
};
