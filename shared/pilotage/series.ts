import type { Antenne } from '../contrats/commun';
import { libelleAntenne } from '../domain/antenne/registre';
import { nommerMois } from '../etats/moteur';
import { moisEnMots } from '../mots/dates';
import { pluriel } from '../mots/nombres';
import { deNom } from '../mots/textes';
import { ajouterMois } from '../temps/paris';
import type { Mois } from '../temps/types';
import { MOIS_TENDANCE, type TableauPilotage } from './contrat';
import { additionnerPourTaux, lire, type Mesures, minutesToutes, type NomTaux, tauxDe } from './mesures';
import { heures, nombre, pourcent } from './mots';

type Libelles = {
  libelle: string;
  precision: string;
  repere: 'prévues' | 'service';
  dire: (n: number) => string;
  /** On an axis, in as few letters as it takes. */
  graduer: (n: number) => string;
};
const entier = (milliemes: number): string => `${nombre(Math.round(milliemes / 10))}\u00a0%`;

/** What the trend may show: hours in minutes, rates in thousandths; undefined where there is nothing. */
export const GRANDEURS = {
  heures: {
    libelle: 'Heures réalisées',
    precision: ', sans télégestion comprises',
    repere: 'prévues',
    dire: heures,
    graduer: (n) => `${nombre(Math.round(n / 60))}\u00a0h`,
  },
  realisation: { libelle: 'Réalisé', precision: '', repere: 'service', dire: pourcent, graduer: entier },
  incomplets: { libelle: 'Appels incomplets', precision: '', repere: 'service', dire: pourcent, graduer: entier },
  correction: { libelle: 'Corrigés', precision: '', repere: 'service', dire: pourcent, graduer: entier },
} as const satisfies Record<string, Libelles>;
export type Grandeur = keyof typeof GRANDEURS;

export const dire = (g: Grandeur, v: number | undefined): string => (v === undefined ? '–' : GRANDEURS[g].dire(v));

const valeurDe = (g: Grandeur, m: Mesures | undefined): number | undefined => {
  if (!m) return undefined;
  return g === 'heures' ? minutesToutes(m).faites : tauxDe(m, g satisfies NomTaux).milliemes;
};

export type Point = { mois: Mois; valeur?: number; repere?: number; clos: boolean };
export type Serie = { antenne: Antenne; libelle: string; points: Point[]; dernier: Point | undefined };

const point = (mois: Mois, valeur: number | undefined, repere: number | undefined, clos: boolean): Point => ({
  mois,
  clos,
  ...(valeur === undefined ? {} : { valeur }),
  ...(repere === undefined ? {} : { repere }),
});

type Tendance = Pick<TableauPilotage, 'mois' | 'tendance'>;

/** A month that is only planned has no figure yet: what is to come is not a month of nothing. */
const aDesChiffres = (m: Mesures): boolean => minutesToutes(m).dues + minutesToutes(m).faites + lire(m, 'achevees') > 0;

/** The months that the trend draws: from the first that has figures up to the last, those between that have none included. */
export const moisMontres = ({ mois, tendance }: Tendance): { montres: Mois[]; manquants: Mois[] } => {
  const connus = new Set(tendance.flatMap((t) => (aDesChiffres(t.mesures) ? [t.mois] : [])));
  const tous = Array.from({ length: MOIS_TENDANCE }, (_, n) => ajouterMois(mois, n + 1 - MOIS_TENDANCE));
  const [debut, fin] = [tous.findIndex((m) => connus.has(m)), tous.findLastIndex((m) => connus.has(m))];
  const montres = debut < 0 ? [] : tous.slice(debut, fin + 1);
  return { montres, manquants: montres.filter((m) => !connus.has(m)) };
};

/** « 2 mois ont des chiffres, d’août 2026 à octobre 2026. Aucun chiffre : septembre 2026. »; nothing is said where none is missing. */
export const phraseMois = (t: Tendance): string => {
  const { montres, manquants } = moisMontres(t);
  const [premier, dernier] = [montres[0], montres.at(-1)];
  if (premier === undefined || dernier === undefined) return '';
  const combien = montres.length - manquants.length;
  const ici = dernier === t.mois ? [] : [t.mois];
  const vides = [...manquants, ...ici];
  return [
    ...(combien === MOIS_TENDANCE
      ? []
      : [
          combien === 1
            ? `Un seul mois a des chiffres : ${moisEnMots(premier)}.`
            : `${pluriel(combien, 'mois', 'mois')} ont des chiffres, ${deNom(moisEnMots(premier))} à ${moisEnMots(dernier)}.`,
        ]),
    ...(vides.length === 0 ? [] : [`Aucun chiffre : ${nommerMois(vides)}.`]),
  ].join(' ');
};

/** The months of each antenna, in their order, on one scale; beside it what was planned and due, or the whole service. */
export const seriesDe = (tableau: TableauPilotage, g: Grandeur): Serie[] => {
  const { antennes, tendance } = tableau;
  const { montres } = moisMontres(tableau);
  const service = new Map(
    montres.map((m) => {
      const siens = tendance.filter((t) => t.mois === m).map((t) => t.mesures);
      return [m, siens.length > 0 ? additionnerPourTaux(siens) : undefined];
    }),
  );
  return antennes.map(({ antenne }) => {
    const siens = new Map(
      tendance.filter((t) => t.antenne === antenne && aDesChiffres(t.mesures)).map((t) => [t.mois, t]),
    );
    const points = montres.map((m) => {
      const mesures = siens.get(m)?.mesures;
      const repere = g === 'heures' ? mesures && minutesToutes(mesures).dues : valeurDe(g, service.get(m));
      return point(m, valeurDe(g, mesures), repere, siens.get(m)?.clos !== undefined);
    });
    return {
      antenne,
      libelle: libelleAntenne(antenne),
      points,
      dernier: points.findLast((p) => p.valeur !== undefined),
    };
  });
};
