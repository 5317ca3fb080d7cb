import { ANTENNES, type Antenne } from '#shared/contrats/commun';
import { MOIS_TENDANCE, type TableauPilotage } from '#shared/pilotage/contrat';
import { additionner, type Mesures, minutesToutes, type NomTaux, tauxDe } from '#shared/pilotage/mesures';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { heures, pourcent } from './mots';

/** What the trend may show: hours in minutes, rates in ten-thousandths; undefined where there is nothing. */
export const GRANDEURS = {
  heures: { libelle: 'Heures faites', precision: ', sans télégestion comprises', repere: 'prévues', dire: heures },
  realisation: { libelle: 'Réalisé', precision: '', repere: 'service', dire: pourcent },
  incomplets: { libelle: 'Appels incomplets', precision: '', repere: 'service', dire: pourcent },
  correction: { libelle: 'Corrigés', precision: '', repere: 'service', dire: pourcent },
} as const;
export type Grandeur = keyof typeof GRANDEURS;

export const dire = (g: Grandeur, v: number | undefined): string => (v === undefined ? '–' : GRANDEURS[g].dire(v));

const valeurDe = (g: Grandeur, m: Mesures | undefined): number | undefined => {
  if (!m) return undefined;
  return g === 'heures' ? minutesToutes(m).faites : tauxDe(m, g satisfies NomTaux).dixMilliemes;
};

export type Point = { mois: Mois; valeur?: number; repere?: number; clos: boolean };
export type Serie = { antenne: Antenne; libelle: string; points: Point[]; dernier: Point | undefined };

const point = (mois: Mois, valeur: number | undefined, repere: number | undefined, clos: boolean): Point => ({
  mois,
  clos,
  ...(valeur === undefined ? {} : { valeur }),
  ...(repere === undefined ? {} : { repere }),
});

/** Twenty-four months of each antenna, in their order, on one scale; beside it what was planned, or the whole service. */
export const seriesDe = ({ mois, antennes, tendance }: TableauPilotage, g: Grandeur): Serie[] => {
  const tous = Array.from({ length: MOIS_TENDANCE }, (_, n) => ajouterMois(mois, n + 1 - MOIS_TENDANCE));
  const service = new Map(
    tous.map((m) => {
      const siens = tendance.filter((t) => t.mois === m).map((t) => t.mesures);
      return [m, siens.length > 0 ? additionner(siens) : undefined];
    }),
  );
  return antennes.map(({ antenne }) => {
    const siens = new Map(tendance.filter((t) => t.antenne === antenne).map((t) => [t.mois, t]));
    const points = tous.map((m) => {
      const mesures = siens.get(m)?.mesures;
      const repere = g === 'heures' ? mesures && minutesToutes(mesures).prevues : valeurDe(g, service.get(m));
      return point(m, valeurDe(g, mesures), repere, siens.get(m)?.clos !== undefined);
    });
    return {
      antenne,
      libelle: ANTENNES[antenne].libelle,
      points,
      dernier: points.findLast((p) => p.valeur !== undefined),
    };
  });
};
