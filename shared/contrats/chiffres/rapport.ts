import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { UNITES } from '../unite';

/** A month `2026-10`, a quarter `2026-T4`, or a year `2026`. */
export const periodeRapportSchema = z.string().regex(/^20\d{2}(-(0[1-9]|1[0-2])|-T[1-4])?$/);

const valeurSchema = z.union([z.string(), z.number(), z.null()]);

/** One table of the report; numbers are whole, as in the states. */
const tableRapportSchema = z.object({
  colonnes: z.array(z.object({ cle: z.string(), titre: z.string(), unite: z.enum(UNITES) })),
  lignes: z.array(z.record(z.string(), valeurSchema)),
  total: z.record(z.string(), valeurSchema).optional(),
});
export type TableRapport = z.infer<typeof tableRapportSchema>;

/** A part of the report: its sentences, then its table. */
const sectionRapportSchema = z.object({
  /** Of the workbook's sheet too. */
  nom: z.string().max(31),
  titre: z.string(),
  phrases: z.array(z.string()),
  table: tableRapportSchema.optional(),
});
export type SectionRapport = z.infer<typeof sectionRapportSchema>;

/** All that a report says. Same facts, same bytes: when it was made is no part of it. */
export const faitsRapportSchema = z.object({
  periode: periodeRapportSchema,
  titre: z.string(),
  /** First and last day. */
  du: dateCivileSchema,
  au: dateCivileSchema,
  /** At a glance, each figure with what is asked. */
  resume: z.array(z.object({ quoi: z.string(), combien: z.string(), detail: z.string() })),
  sections: z.array(sectionRapportSchema),
});
export type FaitsRapport = z.infer<typeof faitsRapportSchema>;

const fichierSchema = z.object({ empreinte: z.string(), octets: z.number().int() });

const editionSchema = z.object({
  numero: z.number().int().min(1),
  editeLe: instantSchema,
  auteur: z.string(),
  /** Of the facts. */
  empreinte: z.string(),
  pdf: fichierSchema,
  xlsx: fichierSchema,
});

/** `rapport:<periode>` in tg-central: the facts of the last edition, and every edition, whose files are kept. */
export const rapportSchema = z.object({
  _id: z.string(),
  type: z.literal('rapport'),
  periode: periodeRapportSchema,
  faits: faitsRapportSchema,
  editions: z.array(editionSchema).min(1),
  /** When its facts were counted again and found the same as those of the last edition. */
  revuLe: instantSchema.exactOptional(),
});
export type Rapport = z.infer<typeof rapportSchema>;

/** `propositions:<periode>` in tg-central: what the operator proposes, in its own words; the next edition has it. */
export const propositionsSchema = z.object({
  _id: z.string(),
  type: z.literal('propositions'),
  periode: periodeRapportSchema,
  texte: z.string().trim().max(20_000),
  auteur: z.string(),
  instant: instantSchema,
});
export type Propositions = z.infer<typeof propositionsSchema>;

export const demandePropositionsSchema = propositionsSchema.pick({ periode: true, texte: true });
export const demandeRapportSchema = z.object({ periode: periodeRapportSchema });

/** `GET /api/rapports`: the last ones first. */
export const rapportsLusSchema = z.object({
  rapports: z.array(z.object({ periode: periodeRapportSchema, titre: z.string(), editions: z.array(editionSchema) })),
  /** Periods that may be edited now, the last ones first. */
  periodes: z.array(z.object({ periode: periodeRapportSchema, titre: z.string() })),
  /** Absent where one may not write them. */
  propositions: z.record(z.string(), z.string()).optional(),
});
export type RapportsLus = z.infer<typeof rapportsLusSchema>;
