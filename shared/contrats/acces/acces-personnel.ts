import { z } from 'zod';
import { dateCivileSchema, instantSchema, minutesSchema, moisSchema } from '../../temps/types';
import { idDemandeSchema } from '../commun';
import { objetSchema, proposeesSchema, reponseSchema } from '../corrections/equipe';
import { STATUTS_RETENUS } from '../corrections/intervention';

// A person who has no account reads what is about herself: an aide the hours that she made, a usager (or who cares for her) the
// visits done. A link, handed over by a manager, and her own code of the telephone: neither opens anything alone.

export const GENRES_ACCES_PERSONNEL = ['INTERVENANT', 'USAGER'] as const;
export const genreAccesPersonnelSchema = z.enum(GENRES_ACCES_PERSONNEL);
export type GenreAccesPersonnel = z.infer<typeof genreAccesPersonnelSchema>;

/** Whose access it is. */
export const sujetSchema = z.object({ genre: genreAccesPersonnelSchema, id: z.string().min(1).max(60) });
export type Sujet = z.infer<typeof sujetSchema>;

/** The access of a person, as managers see it: never its link, of which only a hash is kept. */
export const accesPersonnelSchema = z.object({
  creePar: z.string(),
  creeLe: instantSchema,
  expireLe: instantSchema,
  /** Last time that it was opened with the right code. */
  vuLe: instantSchema.optional(),
  /** Closed by so many wrong codes. */
  ferme: z.literal(true).optional(),
});
export type AccesPersonnel = z.infer<typeof accesPersonnelSchema>;
export const accesPersonnelLuSchema = z.object({ permis: z.boolean(), acces: accesPersonnelSchema.optional() });
export type AccesPersonnelLu = z.infer<typeof accesPersonnelLuSchema>;
/** The link is said once, to who made it. */
export const accesPersonnelDonneSchema = z.object({ lien: z.string(), expireLe: instantSchema });
export type AccesPersonnelDonne = z.infer<typeof accesPersonnelDonneSchema>;

/** What proves who one is, in the body of each request: nothing stays in the browser. */
export const preuveSchema = z.object({ jeton: z.string().min(1).max(100), code: z.string().min(1).max(20) });
export const demandeMesHeuresSchema = preuveSchema.extend({ mois: moisSchema.optional() });
export const CONTESTATION_MAX = 500;
export const demandeContestationSchema = preuveSchema
  .extend({
    /** Drawn by who sends: sent again, it is recorded once. */
    id: idDemandeSchema.optional(),
    objet: objetSchema,
    date: dateCivileSchema,
    texte: z.string().trim().max(CONTESTATION_MAX),
    /** [PR-1] */
    proposees: proposeesSchema.optional(),
  })
  .refine((d) => d.texte !== '' || d.proposees !== undefined);
export type DemandeContestation = z.infer<typeof demandeContestationSchema>;

/** A visit as the person that it is about reads it. */
export const maVisiteSchema = z.object({
  /** What a contest names [CO-7]. */
  objet: objetSchema,
  date: dateCivileSchema,
  /** The other person: first name and initial. */
  avec: z.string(),
  prevu: z.object({ debut: instantSchema, fin: instantSchema }).optional(),
  arrivee: instantSchema.optional(),
  depart: instantSchema.optional(),
  debut: instantSchema.optional(),
  fin: instantSchema.optional(),
  /** Absent while one of its hours lacks. */
  minutes: minutesSchema.optional(),
  /** What these minutes have beside the hours [DU-4]; absent where there is nothing. */
  complement: minutesSchema.optional(),
  /** `ABSENCE`: the usager is away, whatever for, and nobody came. */
  statut: z.enum([...STATUTS_RETENUS, 'CONFLIT', 'ABSENCE']),
  /** Her word on it; `traitee` once the antenna has taken it away, with what became of it and what it answers. */
  contestation: z
    .object({
      texte: z.string(),
      instant: instantSchema,
      traitee: z.boolean(),
      issue: reponseSchema.optional(),
      reponse: z.string().optional(),
    })
    .optional(),
  /** [PR-2] Hours may be proposed of it. */
  proposable: z.literal(true).optional(),
});
export type MaVisite = z.infer<typeof maVisiteSchema>;

export const mesHeuresSchema = z.object({
  genre: genreAccesPersonnelSchema,
  prenom: z.string(),
  mois: moisSchema,
  /** Months that may be asked for, the last one first. */
  moisLisibles: z.array(moisSchema),
  visites: z.array(maVisiteSchema),
  /** Sum of the minutes of the visits that have both hours. */
  total: minutesSchema,
  /** How many lack one. */
  incompletes: z.number().int(),
  /** What hours are proposed with. */
  proposer: z.object({ motifs: z.array(z.string()), dureeMax: z.number().int() }).optional(),
});
export type MesHeures = z.infer<typeof mesHeuresSchema>;
