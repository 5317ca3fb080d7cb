import { z } from 'zod';
import { type Antenne, antenneSchema } from '../contrats/commun';
import type { Unite } from '../contrats/unite';
import { antenneConnueSchema } from '../domain/antenne/registre';
import { type DateCivile, dateCivileSchema } from '../temps/types';

// What every state has in common: how it is asked for, what it answers. All numbers are whole: minutes, cents, per thousand.

export type ColonneEtat = {
  cle: string;
  titre: string;
  unite: Unite;
  /** Its total is the sum of its rows; absent, the state gives a total of its own (distinct persons, rates), or none. */
  total?: 'somme';
};

/** What a state asks for beside an antenna and a period. */
export type ParametreEtat = {
  cle: 'usager' | 'intervenant' | 'financeur' | 'vue';
  titre: string;
  obligatoire: boolean;
  /** Of a `vue`: the forms that the state may take, the first by default. */
  choix?: readonly { valeur: string; libelle: string }[];
};

export const PERIODES = {
  jour: 'Un jour',
  semaine: 'Une semaine',
  mois: 'Un mois',
  trimestre: 'Un trimestre',
  semestre: 'Un semestre',
  annee: 'Une année',
} as const;
export type Periode = keyof typeof PERIODES;

/** What a list of states and a form say of one; `colonnes` are all that it may have, an answer says which it has. */
export type DefinitionEtat = {
  id: string;
  titre: string;
  description: string;
  /** The first is the one proposed. */
  periodes: readonly Periode[];
  /** The period must be made of whole months (a plan has no half month). */
  moisEntiers?: true;
  /** The longest period, in days; absent: a year. */
  joursMax?: number;
  parametres: readonly ParametreEtat[];
  colonnes: readonly ColonneEtat[];
};

export const demandeEtatSchema = z.object({
  etat: z.string().min(1).max(40),
  antenne: z.union([antenneSchema, z.literal('TOUTES')]),
  du: dateCivileSchema,
  au: dateCivileSchema,
  usager: z
    .string()
    .regex(/^[\w.-]{1,20}$/)
    .optional(),
  intervenant: z
    .string()
    .regex(/^[\w.-]{1,20}$/)
    .optional(),
  financeur: z
    .string()
    .regex(/^[\w.-]{1,20}$/)
    .optional(),
  vue: z
    .string()
    .regex(/^[a-z-]{1,20}$/)
    .optional(),
});
export type DemandeEtat = z.infer<typeof demandeEtatSchema>;
/** The same, as an address or a command asks it. */
export const demandeEtatRecueSchema = demandeEtatSchema.extend({
  antenne: z.union([antenneConnueSchema, z.literal('TOUTES')]),
});

export type ValeurEtat = string | number | null;

export type LigneEtat = {
  /** Names the row in its state: `GET /api/etats/:id/visites?…&cle=` gives the visits or facts behind it. */
  cle: string;
  valeurs: Record<string, ValeurEtat>;
  /** False where nothing stands behind the row that could be opened. */
  detail: boolean;
};

/** A chart: what stands on its axis, and one or several series, each a column of the state. */
export type GraphiqueEtat = { genre: 'barres' | 'courbe'; axe: string; series: readonly string[] };

export type TableauEtat = {
  etat: string;
  titre: string;
  /** The antenna, the period in words, and what was chosen. */
  sousTitre: string;
  periode: { du: DateCivile; au: DateCivile };
  antenne: Antenne | 'TOUTES';
  colonnes: readonly ColonneEtat[];
  lignes: readonly LigneEtat[];
  totaux: Readonly<Record<string, ValeurEtat>>;
  graphique?: GraphiqueEtat;
  /** Sentences to be read with the figures: a month half closed, provisional, empty, a late complement. */
  avertissements: readonly string[];
};

/** The rows behind a figure: visits or facts, in a table of their own; `total` may exceed those given. */
export type DetailEtat = {
  colonnes: readonly ColonneEtat[];
  lignes: readonly {
    valeurs: Record<string, ValeurEtat>;
    interventionId?: string;
    date?: DateCivile;
    /** Where the visit is. */
    antenne?: Antenne;
    usagerId?: string;
  }[];
  total: number;
};
