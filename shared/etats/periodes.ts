import { z } from 'zod';
import { ajouterJours, ajouterMois, dernierJour, premierJour } from '../temps/paris';
import { type DateCivile, dateCivileSchema, type Mois, moisSchema } from '../temps/types';
import type { Periode } from './contrat';

export type Bornes = { du: DateCivile; au: DateCivile };

/** Monday is 0. */
const rangDuJour = (d: DateCivile): number => (new Date(`${d}T00:00:00Z`).getUTCDay() + 6) % 7;
const moisDuRang = (annee: number, mois: number): Mois => moisSchema.parse(`${annee}-${String(mois).padStart(2, '0')}`);

/** `n` whole months, those that hold this day: a quarter begins in January, April, July or October. */
const blocDeMois = (d: DateCivile, n: number): Bornes => {
  const mois = Number(d.slice(5, 7));
  const debut = moisDuRang(Number(d.slice(0, 4)), Math.floor((mois - 1) / n) * n + 1);
  return { du: premierJour(debut), au: dernierJour(ajouterMois(debut, n - 1)) };
};

const BLOCS = { mois: 1, trimestre: 3, semestre: 6, annee: 12 } as const;

/** The period of a kind that holds this day. */
export const periodeDe = (genre: Periode, d: DateCivile): Bornes => {
  if (genre === 'jour') return { du: d, au: d };
  if (genre === 'semaine') {
    const lundi = ajouterJours(d, -rangDuJour(d));
    return { du: lundi, au: ajouterJours(lundi, 6) };
  }
  return blocDeMois(d, BLOCS[genre]);
};

/** The kind whose bounds these are, the longest first: 1 January to 31 December is a year. */
export const genreDe = ({ du, au }: Bornes): Periode | undefined =>
  (['annee', 'semestre', 'trimestre', 'mois', 'semaine', 'jour'] as const).find((g) => {
    const b = periodeDe(g, du);
    return b.du === du && b.au === au;
  });

/** The period of the same kind just after this one, or just before. */
export const periodeVoisine = (genre: Periode, b: Bornes, sens: 1 | -1): Bornes =>
  periodeDe(genre, sens > 0 ? ajouterJours(b.au, 1) : ajouterJours(b.du, -1));

/** Periods that move with the day: a saved selection keeps its meaning from month to month. */
export const GLISSANTES = {
  HIER: { libelle: 'Hier', genre: 'jour', recul: true },
  SEMAINE_PASSEE: { libelle: 'La semaine passée', genre: 'semaine', recul: true },
  MOIS_EN_COURS: { libelle: 'Le mois en cours', genre: 'mois', recul: false },
  MOIS_PASSE: { libelle: 'Le mois passé', genre: 'mois', recul: true },
  TRIMESTRE_PASSE: { libelle: 'Le trimestre passé', genre: 'trimestre', recul: true },
  SEMESTRE_PASSE: { libelle: 'Le semestre passé', genre: 'semestre', recul: true },
  ANNEE_EN_COURS: { libelle: 'L’année en cours', genre: 'annee', recul: false },
  ANNEE_PASSEE: { libelle: 'L’année passée', genre: 'annee', recul: true },
} as const satisfies Record<string, { libelle: string; genre: Periode; recul: boolean }>;
export type Glissante = keyof typeof GLISSANTES;
export const CODES_GLISSANTES = Object.keys(GLISSANTES) as Glissante[];

export const periodeGardeeSchema = z.union([
  z.object({ glissante: z.enum(CODES_GLISSANTES as [Glissante, ...Glissante[]]) }),
  z.object({ du: dateCivileSchema, au: dateCivileSchema }),
]);
export type PeriodeGardee = z.infer<typeof periodeGardeeSchema>;

/** What a kept period means on this day. */
export const bornesDe = (p: PeriodeGardee, aujourdhui: DateCivile): Bornes => {
  if (!('glissante' in p)) return p;
  const { genre, recul } = GLISSANTES[p.glissante];
  const ici = periodeDe(genre, aujourdhui);
  return recul ? periodeVoisine(genre, ici, -1) : ici;
};

/** The moving periods that these bounds are today. */
export const glissantesDe = (b: Bornes, aujourdhui: DateCivile): Glissante[] =>
  CODES_GLISSANTES.filter((g) => {
    const { du, au } = bornesDe({ glissante: g }, aujourdhui);
    return du === b.du && au === b.au;
  });
