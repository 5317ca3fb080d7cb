import { z } from 'zod';
import { compterVisite, type NomChiffre, sommer } from '../domain/chiffres/visite';
import { enMilliemes } from '../domain/taux';
import { grouperPar } from '../listes';
import type { LignePilotage } from './lignes';

/**
 * What the dashboards keep of the counts of visits, and its words: a day's figures are the sum of its visits', a month's of its
 * days'. Minutes done are the « heures réalisées » of the states: retained, rounded by the funder's rule [DU-2], what is added to them
 * apart [DU-4]. A visit sans télégestion is apart, its hours too: it is in no rate [PT-7].
 */
export const MESURES = {
  visites: 'visites',
  minutesPrevues: 'minutes prévues',
  minutesDues: 'minutes prévues déjà dues',
  minutesFaites: 'minutes réalisées',
  prevuesApart: 'minutes prévues sans télégestion',
  duesApart: 'minutes prévues sans télégestion, déjà dues',
  faitesApart: 'minutes réalisées sans télégestion',
  faites: 'visites réalisées',
  achevees: 'visites pointées ou créées',
  incompletes: 'appels incomplets',
  incompletesCorrigees: 'appels incomplets corrigés',
  corrigees: 'visites corrigées',
  creees: 'visites créées sans aucun pointage',
  nonPointees: 'visites prévues, jamais pointées',
  conflits: 'conflits de corrections',
  dispensees: 'visites sans télégestion, comptées à part',
} as const satisfies Partial<Record<NomChiffre, string>>;
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

/**
 * Of several antennas, what their rates are made of: an antenna without any hour due yet has no rate, and its first hours, done
 * before their end, are in no other's.
 */
export const additionnerPourTaux = (toutes: readonly Mesures[]): Mesures =>
  additionner(toutes.map((m) => (lire(m, 'minutesDues') > 0 ? m : { ...m, minutesFaites: 0 })));

/** Of the counts of these visits, those that the dashboards keep. */
export const mesurer = (lignes: readonly LignePilotage[]): Mesures => additionner(lignes.map(compterVisite));

/** Minutes of all visits, those sans télégestion included: what the service did, where no rate is made of it; planned, and planned and due. */
export const minutesToutes = (m: Mesures): { faites: number; prevues: number; dues: number } => ({
  faites: lire(m, 'minutesFaites') + lire(m, 'faitesApart'),
  prevues: lire(m, 'minutesPrevues') + lire(m, 'prevuesApart'),
  dues: lire(m, 'minutesDues') + lire(m, 'duesApart'),
});

/** A rate with its two numbers; `milliemes` absent where the denominator is 0. */
export type Taux = { numerateur: number; denominateur: number; milliemes: number | undefined };

export const taux = (numerateur: number, denominateur: number): Taux => ({
  numerateur,
  denominateur,
  milliemes: enMilliemes(numerateur, denominateur),
});

/** [RG] The rates shown: what is counted, out of what; that of the hours is out of those planned that are due, not of those to come. */
export const TAUX = {
  realisation: { libelle: 'Heures réalisées / prévues', de: 'minutesFaites', sur: 'minutesDues' },
  incomplets: { libelle: 'Appels incomplets', de: 'incompletes', sur: 'achevees' },
  correction: { libelle: 'Appels incomplets corrigés', de: 'incompletesCorrigees', sur: 'incompletes' },
  crees: { libelle: 'Visites créées sans pointage', de: 'creees', sur: 'achevees' },
} as const satisfies Record<string, { libelle: string; de: NomMesure; sur: NomMesure }>;
export type NomTaux = keyof typeof TAUX;

/** [RG] What a call is counted in: under those who called. The rest is under those who have the visit. */
const DES_APPELS: ReadonlySet<NomMesure> = new Set(['achevees', 'incompletes', 'incompletesCorrigees', 'corrigees']);

/** By person, as the states do it: hours of those who have them, calls of those who called; a person who has neither has no row. */
export const mesurerPar = (
  lignes: readonly LignePilotage[],
  de: (qui: Pick<LignePilotage, 'usagerId' | 'intervenantId'>) => string,
): { id: string; mesures: Mesures }[] => {
  const parts = lignes.flatMap((l): { id: string; mesures: Mesures }[] => {
    const mesures = mesurer([l]);
    if (l.appelDe === undefined || de(l.appelDe) === de(l)) return [{ id: de(l), mesures }];
    const garder = (appels: boolean): Mesures =>
      Object.fromEntries(NOMS.flatMap((n) => (DES_APPELS.has(n) === appels && mesures[n] ? [[n, mesures[n]]] : [])));
    return [
      { id: de(l), mesures: garder(false) },
      { id: de(l.appelDe), mesures: garder(true) },
    ];
  });
  return [...grouperPar(parts, (p) => p.id)].map(([id, siennes]) => ({
    id,
    mesures: additionner(siennes.map((p) => p.mesures)),
  }));
};

/** Whether anything of a visit is counted under this person: its hours, or its calls. */
export const compteChez = (
  l: LignePilotage,
  de: (qui: Pick<LignePilotage, 'usagerId' | 'intervenantId'>) => string,
  id: string,
): boolean => de(l) === id || (l.appelDe !== undefined && de(l.appelDe) === id);

export const tauxDe = (m: Mesures, nom: NomTaux): Taux => taux(lire(m, TAUX[nom].de), lire(m, TAUX[nom].sur));
