import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { antenneSchema } from '../commun';

/** Where files of Millésime came from: the intake folder, the command line, or a person who confirmed one that waited. */
const ORIGINES = ['DEPOT', 'COMMANDE', 'CONFIRMATION'] as const;

/** A row refused or doubtful, as the screen shows it. `valeur` is what was written there: only for whoever reads all antennas. */
const remarqueSchema = z.object({
  ligne: z.number().int(),
  colonne: z.string(),
  valeur: z.string().optional(),
  raison: z.string(),
});

/** A version, by its numéro; `antenne`: of its usager, whose managers may read it. Absent from what was received before it was kept. */
const versionDiteSchema = remarqueSchema.extend({ antenne: antenneSchema.optional() });

/** What became of a file, in the words of the import's report. */
export const fichierRecuSchema = z.object({
  nom: z.string(),
  empreinte: z.string(),
  etat: z.enum(['IMPORTE', 'INCHANGE', 'DEJA_IMPORTE', 'EN_ATTENTE', 'REFUSE']),
  /** The day of the former file, whose bytes are the same: it was not read. */
  identiqueAu: dateCivileSchema.optional(),
  lus: z.number().int(),
  crees: z.number().int(),
  modifies: z.number().int(),
  inchanges: z.number().int(),
  absents: z.number().int(),
  /** Rows refused, all of them; the lists below are cut. */
  nombreRefuses: z.number().int(),
  refuses: z.array(remarqueSchema),
  avertissements: z.array(remarqueSchema),
  /** [FI-10] Versions of prises en charge that it brought, and from when each holds. */
  versions: z.array(versionDiteSchema).optional(),
  refusFichier: z
    .object({ raison: z.string(), ligne: z.number().int().optional(), colonne: z.string().optional() })
    .optional(),
});
export type FichierRecu = z.infer<typeof fichierRecuSchema>;

/** One taking of files, whole: `_id` is `reception:<instant>:<rang>`, in tg-central. Append only, save for what became of a file that waited. */
export const receptionSchema = z.object({
  _id: z.string(),
  type: z.literal('reception'),
  instant: instantSchema,
  auteur: z.string(),
  origine: z.enum(ORIGINES),
  fichiers: z.array(fichierRecuSchema),
  /** Names in the folder that are none of Millésime's files. */
  ignores: z.array(z.string()),
  /** What stopped the whole. */
  refus: z.object({ code: z.string(), message: z.string() }).optional(),
  /** A file waits for a person to confirm it; `suite`: what was decided, by whom. */
  attente: z
    .object({
      dossier: z.string(),
      suite: z
        .object({ decision: z.enum(['CONFIRME', 'ECARTE']), auteur: z.string(), instant: instantSchema })
        .optional(),
    })
    .optional(),
});
export type Reception = z.infer<typeof receptionSchema>;

/** `GET /api/receptions`. */
export const receptionsLuesSchema = z.object({
  /** The intake folder is set: files are taken by themselves. */
  automatique: z.boolean(),
  /** Why Millésime's server could not be read, the last time. */
  panne: z.string().optional(),
  /** From that hour of Paris on. */
  heure: z.string(),
  receptions: z.array(receptionSchema),
});
export type ReceptionsLues = z.infer<typeof receptionsLuesSchema>;

/** `POST /api/receptions/suite`. */
export const suiteReceptionSchema = z.strictObject({
  id: z.string().regex(/^reception:[\w:.-]{1,80}$/),
  decision: z.enum(['CONFIRME', 'ECARTE']),
});
