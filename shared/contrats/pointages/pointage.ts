import { z } from 'zod';
import { instantSchema } from '../../temps/types';
import { numeroE164Schema } from '../commun';

export const SOURCES = ['SVI', 'FICHE', 'REPRISE', 'CDR', 'LIEN', 'QR'] as const;
type Source = (typeof SOURCES)[number];
/** [PT-9] Those of the page `/pointer`: by the aide's own link, or by the sheet of a home. */
const SOURCES_POINTER: ReadonlySet<string | undefined> = new Set<Source>(['LIEN', 'QR']);
/** [PT-9] A punch of that page, or its refusal: a « passage », which is no call and says nothing of the telephone. */
export const estSansTelephone = ({ source }: { source?: string | undefined }): boolean => SOURCES_POINTER.has(source);
export const SENS = ['ARRIVEE', 'DEPART'] as const;
export type Sens = (typeof SENS)[number];

/** [PT-1] A punch; `_id` is `pointage:<instant>:<id>` in `tg-pointages-<year of the instant in Paris>`. */
export const pointageSchema = z.object({
  _id: z.string(),
  type: z.literal('pointage'),
  id: z.string().min(1).max(120),
  sens: z.enum(SENS),
  instant: instantSchema,
  /** When we had it (AP-8, "as of"). */
  recuLe: instantSchema,
  /** When the SVI handed it on, where that is later: until then nobody could see it. */
  transmisLe: instantSchema.optional(),
  source: z.enum(SOURCES),
  numeroAppelant: numeroE164Schema.optional(),
  usagerId: z.string().optional(),
  intervenantId: z.string().optional(),
  appelId: z.string().optional(),
  /** Key 9: the earlier punch that this one replaces; that one is kept and not used. */
  remplace: z.string().optional(),
  /** [PT-9] Its hour is that of a telephone whose clock was never compared with ours, or has moved since. */
  horlogeDouteuse: z.literal(true).optional(),
});
export type Pointage = z.infer<typeof pointageSchema>;

export const ETAPES_APPEL = ['DEPART', 'CODE', 'CHOIX', 'BENEFICIAIRE', 'SENS', 'CONFIRME'] as const;
export const ISSUES_APPEL = [
  'CODE_ERRONE',
  'SILENCE',
  'RACCROCHE',
  'ERREUR',
  'SANS_TRACE',
  'TROP_D_ESSAIS',
  'TROP_ANCIEN',
  'FUTUR',
  'LIEN_FERME',
] as const;

/** [PT-4] A call that gave no punch, with the step reached; `_id` is `appel:<instant>:<id>`. */
export const appelSchema = z.object({
  _id: z.string(),
  type: z.literal('appel'),
  id: z.string().min(1),
  instant: instantSchema,
  recuLe: instantSchema,
  source: z.enum(SOURCES),
  numeroAppelant: numeroE164Schema.optional(),
  usagerId: z.string().optional(),
  intervenantId: z.string().optional(),
  etape: z.enum(ETAPES_APPEL),
  issue: z.enum(ISSUES_APPEL),
  /** [PT-10] What was meant, where a punch of the page became none: its direction, and the hour that its telephone gave. */
  sens: z.enum(SENS).optional(),
  heureDite: instantSchema.optional(),
});
export type Appel = z.infer<typeof appelSchema>;
