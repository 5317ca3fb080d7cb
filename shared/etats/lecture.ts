import { z } from 'zod';
import { antenneSchema } from '../contrats/commun';
import { UNITES } from '../contrats/unite';
import { dateCivileSchema } from '../temps/types';
import {
  type ColonneEtat,
  type DefinitionEtat,
  type DetailEtat,
  PERIODES,
  type Periode,
  type TableauEtat,
} from './contrat';

// What the states' end points answer, as a browser checks it.

const PARAMETRES = ['usager', 'intervenant', 'financeur', 'vue'] as const;

const colonneSchema = z.object({
  cle: z.string(),
  titre: z.string(),
  unite: z.enum(UNITES),
  total: z.literal('somme').optional(),
});
const valeurSchema = z.union([z.string(), z.number(), z.null()]);
const valeursSchema = z.record(z.string(), valeurSchema);

export const definitionsSchema: z.ZodType<DefinitionEtat[]> = z.array(
  z.object({
    id: z.string(),
    titre: z.string(),
    description: z.string(),
    periodes: z.array(z.enum(Object.keys(PERIODES) as [Periode, ...Periode[]])),
    moisEntiers: z.literal(true).optional(),
    joursMax: z.number().optional(),
    parametres: z.array(
      z.object({
        cle: z.enum(PARAMETRES),
        titre: z.string(),
        obligatoire: z.boolean(),
        choix: z.array(z.object({ valeur: z.string(), libelle: z.string() })).optional(),
      }),
    ),
    colonnes: z.array(colonneSchema),
  }),
) as z.ZodType<DefinitionEtat[]>;

export const tableauSchema = z.object({
  etat: z.string(),
  titre: z.string(),
  sousTitre: z.string(),
  periode: z.object({ du: dateCivileSchema, au: dateCivileSchema }),
  antenne: z.union([antenneSchema, z.literal('TOUTES')]),
  colonnes: z.array(colonneSchema),
  lignes: z.array(z.object({ cle: z.string(), valeurs: valeursSchema, detail: z.boolean() })),
  totaux: valeursSchema,
  graphique: z.object({ genre: z.enum(['barres', 'courbe']), axe: z.string(), series: z.array(z.string()) }).optional(),
  avertissements: z.array(z.string()),
}) as z.ZodType<TableauEtat>;

export const detailSchema = z.object({
  colonnes: z.array(colonneSchema) as z.ZodType<ColonneEtat[]>,
  lignes: z.array(
    z.object({
      valeurs: valeursSchema,
      interventionId: z.string().optional(),
      date: dateCivileSchema.optional(),
      antenne: antenneSchema.optional(),
      usagerId: z.string().optional(),
    }),
  ),
  total: z.number(),
}) as z.ZodType<DetailEtat>;
