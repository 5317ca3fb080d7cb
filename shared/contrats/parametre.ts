import { z } from 'zod';
import { type DateCivile, dateCivileSchema, instantSchema } from '../temps/types';
import { MOTIFS } from './commun';

/** Every dated parameter: its unit or meaning, its default, its schema. A parameter is never a constant in code. */
export const PARAMETRES = {
  dureeMax: {
    defaut: 840,
    unite: 'minutes',
    schema: z.number().int().min(1).max(1440),
    sens: 'AP-2 : durée la plus longue entre une arrivée et son départ',
  },
  doublon: {
    defaut: 5,
    unite: 'minutes',
    schema: z.number().int().min(0).max(60),
    sens: 'AP-3, AP-4 : écart en deçà duquel un second appel est un doublon',
  },
  rapprochement: {
    defaut: 120,
    unite: 'minutes',
    schema: z.number().int().min(0).max(720),
    sens: 'AP-6 : écart le plus grand entre le prévu et le pointé',
  },
  prestationParDefaut: {
    defaut: 'AD',
    unite: 'code',
    schema: z.string().min(1).max(10),
    sens: 'AP-9 : code prestation sans visite prévue',
  },
  reportApaDepuis: {
    defaut: '2024-05-01',
    unite: 'date',
    schema: dateCivileSchema,
    sens: 'FI-6 : début du report des heures APA',
  },
  reportApaMois: {
    defaut: 5,
    unite: 'mois',
    schema: z.number().int().min(0).max(12),
    sens: "FI-6 : nombre de mois antérieurs qu'une APA peut encore offrir",
  },
  motifs: {
    defaut: Object.keys(MOTIFS),
    unite: 'liste',
    schema: z.array(z.string().min(1)),
    sens: 'CO : motifs de correction en vigueur',
  },
  fenetreMois: { defaut: 3, unite: 'mois', schema: z.number().int().min(1).max(24), sens: 'Mois gardés sur le poste' },
  joursSansContact: {
    defaut: 7,
    unite: 'jours',
    schema: z.number().int().min(1).max(60),
    sens: 'Jours après lesquels un poste doit se reconnecter',
  },
  retardApres: {
    defaut: 15,
    unite: 'minutes',
    schema: z.number().int().min(1).max(240),
    sens: 'AL-5 : retard après le début prévu',
  },
} as const;

export type CleParametre = keyof typeof PARAMETRES;

/** Values in force on one date. */
export type Parametres = {
  dureeMax: number;
  doublon: number;
  rapprochement: number;
  prestationParDefaut: string;
  reportApaDepuis: DateCivile;
  reportApaMois: number;
  motifs: string[];
  fenetreMois: number;
  joursSansContact: number;
  retardApres: number;
};

/** `_id` is `parametre:<cle>:<depuis>` in tg-central. */
export const parametreSchema = z.object({
  _id: z.string(),
  type: z.literal('parametre'),
  cle: z.enum(Object.keys(PARAMETRES) as [CleParametre, ...CleParametre[]]),
  depuis: dateCivileSchema,
  valeur: z.unknown(),
  auteur: z.string(),
  instant: instantSchema,
});
export type Parametre = z.infer<typeof parametreSchema>;

const DEFAUTS = Object.fromEntries(
  Object.entries(PARAMETRES).map(([cle, p]) => [cle, p.defaut]),
) as unknown as Parametres;

/** A reader of the values in force on a civil date, from the dated table. */
export const lecteurParametres = (documents: readonly Parametre[]): ((date: DateCivile) => Parametres) => {
  const tries = [...documents].sort((a, b) => (a.depuis < b.depuis ? -1 : a.depuis > b.depuis ? 1 : 0));
  if (tries.length === 0) return () => DEFAUTS;
  const memo = new Map<DateCivile, Parametres>();
  return (date) => {
    let p = memo.get(date);
    if (!p) {
      const enVigueur = tries.filter((d) => d.depuis <= date).map((d) => [d.cle, d.valeur]);
      p = { ...DEFAUTS, ...Object.fromEntries(enVigueur) } as Parametres;
      memo.set(date, p);
    }
    return p;
  };
};
