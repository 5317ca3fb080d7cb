import { z } from 'zod';
import { compterVisite, type NomCompte, sommer } from '../domain/comptes/visite';
import { enDixMilliemes } from '../domain/taux';
import type { LignePilotage } from './lignes';

/**
 * What the dashboards keep of the counts of visits, and its words: a day's figures are the sum of its visits', a month's of its
 * days'. Minutes are those punched or corrected, before any funder's rounding [DU-2]. A visit sans télégestion is apart, its hours
 * too: it is in no rate [PT-7].
 */
export const MESURES = {
  visites: 'visites',
  minutesPrevues: 'minutes prévues',
  minutesFaites: 'minutes faites',
  prevuesApart: 'minutes prévues sans télégestion',
  faitesApart: 'minutes faites sans télégestion',
  faites: 'visites faites',
  achevees: 'visites pointées ou créées',
  incompletes: 'appels incomplets',
  incompletesCorrigees: 'appels incomplets corrigés',
  corrigees: 'visites corrigées',
  creees: 'visites créées sans aucun pointage',
  nonPointees: 'visites prévues, jamais pointées',
  conflits: 'conflits de corrections',
  dispensees: 'visites sans télégestion, comptées à part',
} as const satisfies Partial<Record<NomCompte, string>>;
export type NomMesure = keyof typeof MESURES;
const NOMS = Object.keys(MESURES) as NomMesure[];

/** Those that are 0 are left out. */
export const mesuresSchema = z.partialRecord(z.enum(NOMS as [NomMesure, ...NomMesure[]]), z.number().int());
export type Mesures = z.infer<typeof mesuresSchema>;

export const lire = (m: Mesures, nom: NomMesure): number => m[nom] ?? 0;

/** The order of names is fixed: the same sums are the same text. */
export const additionner = (toutes: Iterable<Mesures>): Mesures => {
  const sommes = sommer(NOMS, toutes);
  return Object.fromEntries(NOMS.flatMap((n) => (sommes[n] === 0 ? [] : [[n, sommes[n]]])));
};

/** Of the counts of these visits, those that the dashboards keep. */
export const mesurer = (lignes: readonly LignePilotage[]): Mesures => additionner(lignes.map(compterVisite));

/** Hours done of all visits, those sans télégestion included: what the service did, where no rate is made of it. */
export const minutesToutes = (m: Mesures): { faites: number; prevues: number } => ({
  faites: lire(m, 'minutesFaites') + lire(m, 'faitesApart'),
  prevues: lire(m, 'minutesPrevues') + lire(m, 'prevuesApart'),
});

/** A rate with its two numbers; `dixMilliemes` absent where the denominator is 0. */
export type Taux = { numerateur: number; denominateur: number; dixMilliemes: number | undefined };

export const taux = (numerateur: number, denominateur: number): Taux => ({
  numerateur,
  denominateur,
  dixMilliemes: enDixMilliemes(numerateur, denominateur),
});

/** [RG] The rates shown: what is counted, out of what. */
export const TAUX = {
  realisation: { libelle: 'Heures faites / prévues', de: 'minutesFaites', sur: 'minutesPrevues' },
  incomplets: { libelle: 'Appels incomplets', de: 'incompletes', sur: 'achevees' },
  correction: { libelle: 'Appels incomplets corrigés', de: 'incompletesCorrigees', sur: 'incompletes' },
  crees: { libelle: 'Visites créées sans pointage', de: 'creees', sur: 'achevees' },
} as const satisfies Record<string, { libelle: string; de: NomMesure; sur: NomMesure }>;
export type NomTaux = keyof typeof TAUX;

export const tauxDe = (m: Mesures, nom: NomTaux): Taux => taux(lire(m, TAUX[nom].de), lire(m, TAUX[nom].sur));
