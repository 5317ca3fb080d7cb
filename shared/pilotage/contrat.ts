import { z } from 'zod';
import { antenneSchema } from '../contrats/commun';
import { visiteConsulteeSchema } from '../contrats/dossiers/consultation';
import type { GenreAlerte } from '../contrats/exploitation/alerte';
import { dateCivileSchema, instantSchema, moisSchema } from '../temps/types';
import { appelsSchema, moisPilotageSchema } from './agregats';
import { causeSchema } from './causes';
import { mesuresSchema } from './mesures';

// What the dashboards are told: `GET /api/pilotage` and what opens behind a figure.

/** Months of the trend, that of the figures included. */
export const MOIS_TENDANCE = 24;

/** Of an antenna, and of a month. */
const moisDAntenneSchema = moisPilotageSchema.omit({ _id: true, type: true });
export type MoisDAntenne = z.infer<typeof moisDAntenneSchema>;

/** What is of now, whatever the month shown. */
const etatPresentSchema = z.object({
  /** Alerts that nobody has seen, by kind; of a kind newer than the page that reads them, they are counted too. */
  alertes: z.record(z.string(), z.number().int()) as z.ZodType<Partial<Record<GenreAlerte, number>>>,
  /** PCs that have unsent work, or of which nothing was heard for a day; rows that wait; the longest silence. */
  postes: z.object({ enRetard: z.number().int(), saisies: z.number().int(), depuis: instantSchema.optional() }),
});
export type EtatPresent = z.infer<typeof etatPresentSchema>;

const carteAntenneSchema = etatPresentSchema.extend({
  antenne: antenneSchema,
  /** Absent: nothing that month. */
  mois: moisDAntenneSchema.optional(),
});
export type CarteAntenne = z.infer<typeof carteAntenneSchema>;

/** `GET /api/pilotage?mois=`: the antennas that the session may see. */
export const tableauPilotageSchema = z.object({
  mois: moisSchema,
  /** When it was read. */
  vuLe: instantSchema,
  antennes: z.array(carteAntenneSchema),
  /** Of these antennas together: an alert of several of them, or a PC, counts once. */
  service: etatPresentSchema,
  /** Twenty-four months up to that one, each antenna's; a month without anything has no row. */
  tendance: z.array(moisDAntenneSchema.omit({ appels: true })),
  /** Calls of that month of which neither side tells the antenna: of who sees them all. Absent: none. */
  horsAntenne: appelsSchema.optional(),
});
export type TableauPilotage = z.infer<typeof tableauPilotageSchema>;

const personneSchema = z.object({ id: z.string(), nom: z.string(), mesures: mesuresSchema });
export type PersonnePilotage = z.infer<typeof personneSchema>;

/** `GET /api/pilotage/antenne?antenne=&mois=`; persons only for who may read visits. */
export const detailPilotageSchema = z.object({
  antenne: antenneSchema,
  mois: moisSchema,
  vuLe: instantSchema,
  clos: z.number().int().optional(),
  jours: z.array(z.object({ date: dateCivileSchema, mesures: mesuresSchema })),
  personnes: z
    .object({
      usagers: z.array(personneSchema),
      intervenants: z.array(personneSchema),
      causes: z.array(causeSchema.extend({ nom: z.string() })),
    })
    .optional(),
});
export type DetailPilotage = z.infer<typeof detailPilotageSchema>;

/** Most visits that one answer gives. */
export const VISITES_MAX = 400;

const visitePiloteeSchema = visiteConsulteeSchema.extend({
  /** `_id` of the intervention. */
  id: z.string(),
  usager: z.string(),
});
export type VisitePilotee = z.infer<typeof visitePiloteeSchema>;

/** `GET /api/pilotage/visites?antenne=&mois=` with one of `jour`, `usager`, `aide`. */
export const visitesPilotageSchema = z.object({
  /** Of the usager or of the aide that was asked for; absent where there is no visit, or of a day. */
  nom: z.string().optional(),
  visites: z.array(visitePiloteeSchema),
  /** How many there are in all. */
  total: z.number().int(),
});
export type VisitesPilotage = z.infer<typeof visitesPilotageSchema>;
