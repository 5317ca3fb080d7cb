import { z } from 'zod';
import { type Antenne, antenneSchema } from '../contrats/commun';
import type { Intervention } from '../contrats/corrections/intervention';
import type { Attente } from '../contrats/pointages/derives';
import { type Appel, estSansTelephone } from '../contrats/pointages/pointage';
import { comparer } from '../domain/appariement/ordre';
import type { Contexte, Retenue } from '../domain/types';
import { dateParis, dernierJour, localParis } from '../temps/paris';
import { type DateCivile, dateCivileSchema, type Instant, instantSchema, type Mois, moisSchema } from '../temps/types';
import {
  type DureeDe,
  type Exclusions,
  echeance,
  lignePilotageSchema,
  lignesCloses,
  lignesVivantes,
  type MoisFige,
} from './lignes';
import { additionner, mesurer, mesuresSchema } from './mesures';

// What the dashboards read: one document an antenna and a day, one an antenna and a month, in the antenna's database.

/** Calls by hour of the clock in Paris, `0` to `23`; hours without any are left out. */
const heuresSchema = z.record(z.string().regex(/^\d{1,2}$/), z.number().int());
export type Heures = z.infer<typeof heuresSchema>;

export const appelsSchema = z.object({
  /** Punches told by telephone, those that wait for their usager included. */
  pointages: heuresSchema,
  /** [PT-4] Calls that gave none; what the page « Pointer » refused is no call. */
  echecs: heuresSchema,
});

/** Of the same, those punches that came after midnight: of the next day, which they belong to, whatever the visit's. */
const appelsDuJourSchema = appelsSchema.extend({ lendemain: heuresSchema.optional() });

export const idJourPilotage = (date: DateCivile): string => `pilotage-jour:${date}`;
export const idMoisPilotage = (mois: Mois): string => `pilotage-mois:${mois}`;

/** Raised whenever what is counted of the same facts changes: what was counted by another is counted again. */
export const REGLE_PILOTAGE = 4;

/** A day of an antenna. */
export const jourPilotageSchema = z.object({
  _id: z.string(),
  type: z.literal('pilotage-jour'),
  antenne: antenneSchema,
  date: dateCivileSchema,
  mesures: mesuresSchema,
  lignes: z.array(lignePilotageSchema),
  appels: appelsDuJourSchema,
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

/** Calls by hour, each counted once. */
export const parHeure = (instants: readonly Instant[]): Heures => {
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
  /** [DU-2] How long a visit of an open month is. */
  dureeDe: DureeDe;
  /** Of a closed month. */
  fige?: { clos: number; mois: MoisFige } | undefined;
  /** [CL-1] What another antenna's closing told counts there; absent: nothing was. */
  diteAilleurs?: (r: Retenue) => boolean;
  /** [CL-1] What this antenna's closing told, and another has now. */
  parties?: readonly Intervention[];
};

/** Told by telephone, to this system or to the one before; neither typed from a slip nor found in the operator's records. */
export const AU_TELEPHONE: ReadonlySet<string> = new Set(['SVI', 'REPRISE']);

/** Each punch once: one that is set aside beside several visits is one call. */
const pointagesTelephone = (retenues: readonly Retenue[], attentes: readonly Attente[]): Instant[] => {
  const parId = new Map<string, Instant>();
  for (const { intervention: i } of retenues)
    for (const p of [i.arrivee, i.depart, ...i.ecartes])
      if (p && AU_TELEPHONE.has(p.source)) parId.set(p.id, p.instant);
  for (const a of attentes) if (AU_TELEPHONE.has(a.source)) parId.set(a.pointageId, a.instant);
  return [...parId.values()];
};

/** [PT-4] Calls that gave no punch. */
export const echecsParHeure = (echecs: readonly Appel[]): Heures =>
  parHeure(echecs.flatMap((a) => (estSansTelephone(a) ? [] : a.instant)));

/** A day from nothing; undefined where there is nothing to count. */
export const compterJour = (m: MatiereJour, contexte: Contexte): JourPilotage | undefined => {
  const { antenne, date, retenues, dispenses, fige } = m;
  const siennes = retenues.filter((r) => !m.diteAilleurs?.(r));
  const lignes = fige
    ? lignesCloses(date, siennes, fige.mois, dispenses, m.parties)
    : lignesVivantes(siennes, dispenses, m.dureeDe);
  const instants = pointagesTelephone(retenues, m.attentes);
  const lendemain = parHeure(instants.filter((i) => dateParis(i) > date));
  const appels = {
    pointages: parHeure(instants.filter((i) => dateParis(i) <= date)),
    echecs: echecsParHeure(m.echecs),
    ...(Object.keys(lendemain).length === 0 ? {} : { lendemain }),
  };
  const appele = Object.keys({ ...appels.pointages, ...appels.echecs, ...lendemain }).length > 0;
  if (lignes.length === 0 && !appele) return undefined;
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

/** The punches of a month: those of its days, and of the night before its first; the last one's after midnight are the next month's. */
const pointagesDuMois = (jours: readonly JourPilotage[], mois: Mois, veille: JourPilotage | undefined): Heures => {
  const dernier = dernierJour(mois);
  return additionnerHeures([
    veille?.appels.lendemain ?? {},
    ...jours.flatMap(({ date, appels: a }) => [a.pointages, date === dernier ? {} : (a.lendemain ?? {})]),
  ]);
};

/** A month, from its days; undefined where it has none. `veille`: the last day of the month before. */
export const compterMois = (
  antenne: Antenne,
  mois: Mois,
  jours: readonly JourPilotage[],
  veille?: JourPilotage,
): MoisPilotage | undefined => {
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
      pointages: pointagesDuMois(jours, mois, veille),
      echecs: additionnerHeures(jours.map((j) => j.appels.echecs)),
    },
    usagers: new Set(faites.map((l) => l.usagerId)).size,
    intervenants: new Set(faites.map((l) => l.intervenantId)).size,
    ...(clos === undefined ? {} : { clos }),
    regle: Math.min(...jours.map((j) => j.regle ?? 0)),
  };
};
