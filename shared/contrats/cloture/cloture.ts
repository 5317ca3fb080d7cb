import { z } from 'zod';
import { dateCivileSchema, instantSchema, minutesSchema, moisSchema } from '../../temps/types';
import { ROLES } from '../acces/compte';
import { anomalieSchema, antenneSchema } from '../commun';
import { natureSchema } from '../corrections/correction';
import { AJUSTEMENTS, STATUTS_BRUTS, STATUTS_RETENUS } from '../corrections/intervention';
import { priseEnChargeSchema, usagerSchema } from '../dossiers/dossiers';

/** Part of a visit's billed minutes that one prise en charge (or none, FI-3) takes; `moisPlafond`: the month whose cap it used [FI-6]. */
export const partSchema = z.object({
  numeroPec: z.string().optional(),
  codeFinanceur: z.string(),
  minutes: minutesSchema,
  moisPlafond: moisSchema.optional(),
});
export type Part = z.infer<typeof partSchema>;

/** A correction as the statement explains it, ten years later, without the documents it came from [RE]. */
export const correctionFigeeSchema = z.object({
  id: z.string(),
  nature: natureSchema,
  motif: z.string(),
  auteur: z.string(),
  /** Their name as it then was, with the login where another has the same; absent where it is no account, or was frozen without. */
  auteurNom: z.string().optional(),
  /** Of that account, as it then was: by it the statement names them. */
  auteurRole: z.enum(ROLES).optional(),
  instant: instantSchema,
  /** New values, where the correction gave them. */
  debut: instantSchema.optional(),
  fin: instantSchema.optional(),
  minutes: minutesSchema.optional(),
  commentaire: z.string().optional(),
});
export type CorrectionFigee = z.infer<typeof correctionFigeeSchema>;

/** A retained visit of a closed month, with the correction trail that explains it. */
export const visiteFigeeSchema = z.object({
  interventionId: z.string(),
  usagerId: z.string(),
  intervenantId: z.string(),
  intervenantNom: z.string(),
  debut: instantSchema,
  fin: instantSchema,
  duree: minutesSchema,
  minutesComplementaires: minutesSchema,
  motif: z.string().optional(),
  codePrestation: z.string(),
  statut: z.enum(STATUTS_RETENUS),
  anomalies: z.array(anomalieSchema),
  parts: z.array(partSchema),
  arrivee: instantSchema.optional(),
  depart: instantSchema.optional(),
  /** [AP-11] The planned visits that it makes, where there are several. */
  prevues: z.array(z.object({ debut: instantSchema, fin: instantSchema })).optional(),
  corrections: z.array(correctionFigeeSchema),
  /** Absent where no correction bears on it, and from what was frozen before there was any: its hours say it (`ajustementFige`). */
  ajustement: z.enum(AJUSTEMENTS).optional(),
});
export type VisiteFigee = z.infer<typeof visiteFigeeSchema>;

/** What became of an intervention that a state does not count, and the corrections that say why. */
export const devenirFigeSchema = z.object({
  statut: z.enum(STATUTS_RETENUS),
  usagerId: z.string(),
  debut: instantSchema.optional(),
  corrections: z.array(correctionFigeeSchema),
});
export type DevenirFige = z.infer<typeof devenirFigeSchema>;

/** A row of BRUT. */
export const brutFigeSchema = z.object({
  interventionId: z.string(),
  usagerId: z.string(),
  intervenantId: z.string(),
  arrivee: instantSchema.optional(),
  depart: instantSchema.optional(),
  statut: z.enum(STATUTS_BRUTS),
  numeroAppelant: z.string().optional(),
  idPointageArrivee: z.string().optional(),
  idPointageDepart: z.string().optional(),
  source: z.string(),
  intervenantNom: z.string().optional(),
  /** The side that BRUT leaves out: another month gives it, or it came once its own was closed. */
  horsBrut: z.enum(['ARRIVEE', 'DEPART']).optional(),
  /** What became of it, where this state retains no visit from it: incomplete, deleted, or retained for another month or usager. */
  devenir: devenirFigeSchema.optional(),
});
export type BrutFige = z.infer<typeof brutFigeSchema>;

/** Who the usager was when it was frozen. */
export const identiteFigeeSchema = usagerSchema.pick({
  civilite: true,
  nom: true,
  prenom: true,
  adresse: true,
  codePostal: true,
  ville: true,
  dateNaissance: true,
});
export type IdentiteFigee = z.infer<typeof identiteFigeeSchema>;

/** [CL-2] All that a month's files and statement need of one usager; `_id` is `fige:<mois>:<usagerId>`, in the antenna's database. */
export const etatFigeSchema = z.object({
  _id: z.string(),
  type: z.literal('fige'),
  mois: moisSchema,
  antenne: antenneSchema,
  usagerId: z.string(),
  usager: identiteFigeeSchema.optional(),
  visites: z.array(visiteFigeeSchema),
  bruts: z.array(brutFigeSchema),
  /** Prises en charge as they stood, with the cap that each offered of its own for the month. */
  prisesEnCharge: z.array(
    priseEnChargeSchema.extend({ financeur: z.string(), plafondPropre: minutesSchema.optional() }),
  ),
});
export type EtatFige = z.infer<typeof etatFigeSchema>;

/**
 * What a closing froze beside the visits: parameters, funders, prises en charge. Apart from the closing, which every judgement and
 * every PC reads; `_id` is `cadre-clos:<mois>`, in the antenna's database.
 */
export const cadreClosSchema = z.object({
  _id: z.string(),
  type: z.literal('cadre-clos'),
  mois: moisSchema,
  antenne: antenneSchema,
  parametres: z.record(z.string(), z.unknown()),
  financeurs: z.array(z.record(z.string(), z.unknown())),
  reportApaDepuis: dateCivileSchema,
  /** [FI-6] Monthly caps (minutes) as they stood, by usager then prise en charge, of every usager of the antenna, visited or not. */
  plafonds: z.record(z.string(), z.record(z.string(), minutesSchema)),
  /** [FI-9] Prises en charge as they stood, of every usager that is or was of the antenna: the next closing tells what changed. */
  prises: z.record(z.string(), z.array(priseEnChargeSchema)).optional(),
});
export type CadreClos = z.infer<typeof cadreClosSchema>;

const compteSchema = z.record(z.string(), z.number().int());

/** What had been received for a month that was closed, and what became of its punches; absent from what was closed before it was counted. */
export const inventaireClosSchema = z.object({
  /** Since when all is counted; absent: only what was acknowledged. */
  depuis: moisSchema.exactOptional(),
  /** By type of document: in the antenna's database, of that month. */
  recus: compteSchema,
  pointages: z.object({
    recus: z.number().int(),
    /** In a visit that is retained, whatever its hours. */
    payes: z.number().int(),
    /** In a visit that is not: by its status. */
    nonPayes: compteSchema,
    /** Set aside by a rule of the pairing: by that rule. */
    ecartes: compteSchema,
    /** Waiting for someone to say whose they are: by what is unknown. */
    attente: compteSchema,
  }),
});
export type InventaireClos = z.infer<typeof inventaireClosSchema>;

/** The one document that makes a closing current; `_id` is `cloture:<mois>`. */
export const clotureEcriteSchema = z.object({
  _id: z.string(),
  type: z.literal('cloture'),
  mois: moisSchema,
  antenne: antenneSchema,
  numero: z.number().int(),
  auteur: z.string(),
  /** The name of that account, as it then was; absent where it is none: a command, a taking over. */
  auteurNom: z.string().optional(),
  auteurRole: z.enum(ROLES).optional(),
  instant: instantSchema,
  motif: z.string().optional(),
  /** Left without hours. */
  incompletes: z.number().int(),
  /** Of them, those that nobody was to make: absences, departures; absent where there were none, or where they were not told apart yet. */
  sansVisite: z.number().int().optional(),
  nombreVisites: z.number().int(),
  nombreBruts: z.number().int(),
  usagers: z.number().int(),
  /** SHA-256 of the frozen state, in order of id. */
  empreinte: z.string(),
  /** [CL-4] The complements of months closed before, and their SHA-256; absent from what was closed before there were any. */
  complements: z.object({ usagers: z.number().int(), empreinte: z.string() }).optional(),
  /** SHA-256 of its `cadre-clos`; absent where the closing itself holds all of it, as it once did. */
  empreinteCadre: z.string().optional(),
  inventaire: inventaireClosSchema.optional(),
  /** [RE] Its clock has taken what it froze: there is nothing left to make its files from. */
  purgee: instantSchema.optional(),
});
export type ClotureEcrite = z.infer<typeof clotureEcriteSchema>;

/** A closing with its frame, wherever that was written. */
export const clotureSchema = clotureEcriteSchema.extend(
  cadreClosSchema.pick({ parametres: true, financeurs: true, reportApaDepuis: true, plafonds: true, prises: true })
    .shape,
);
export type Cloture = z.infer<typeof clotureSchema>;
