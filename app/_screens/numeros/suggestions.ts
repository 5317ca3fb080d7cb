import type { Attente } from '#shared/contrats/derives';
import type { ParametresAu } from '#shared/domain/types';
import { ajouterJours, dateParis, epochMs } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_data/lignes';

/** A usager whom a waiting punch may be about: visits planned for the aide who called, around the hours of the calls. */
export type Suggestion = {
  usagerId: string;
  /** Punches that one of those visits explains, and lacks. */
  appels: number;
  /** Sum of the smallest gaps, in seconds. */
  ecart: number;
  visites: readonly Ligne[];
};

/** Civil dates from the first waiting punch to the last, with the night before and after. */
export const joursDe = (
  attentes: readonly Pick<Attente, 'instant'>[],
): { de: DateCivile; a: DateCivile } | undefined => {
  const dates = attentes.map((a) => dateParis(a.instant)).sort();
  const [premier] = dates;
  const dernier = dates.at(-1);
  return premier && dernier ? { de: ajouterJours(premier, -1), a: ajouterJours(dernier, 1) } : undefined;
};

/** Seconds between a punch and the side of a planned visit that it would make; undefined too far [AP-6]. */
const ecartDe = (a: Attente, l: Ligne, parametresAu: ParametresAu): number | undefined => {
  const { visite } = l.retenue.intervention;
  if (!visite || l.retenue.supprimee) return undefined;
  const prevu = a.sens === 'ARRIVEE' ? visite.debut : visite.fin;
  const ecart = Math.abs(epochMs(prevu) - epochMs(a.instant)) / 1000;
  return ecart <= parametresAu(dateParis(a.instant)).rapprochement * 60 ? ecart : undefined;
};

const aCeCote = (a: Attente, { retenue: r }: Ligne): boolean =>
  (a.sens === 'ARRIVEE' ? (r.intervention.arrivee ?? r.debut) : (r.intervention.depart ?? r.fin)) !== undefined;

/** Whether the aide's visits around that punch all have that hour already. */
export const estRegle = (a: Attente, lignes: readonly Ligne[], parametresAu: ParametresAu): boolean => {
  const autour = lignes.filter(
    (l) =>
      l.retenue.intervention.visite?.intervenantId === a.intervenantId && ecartDe(a, l, parametresAu) !== undefined,
  );
  return autour.length > 0 && autour.every((l) => aCeCote(a, l));
};

/** The best first: who explains the most calls, then the smallest gap, then the id. */
export const suggerer = (
  attentes: readonly Attente[],
  lignes: readonly Ligne[],
  parametresAu: ParametresAu,
): Suggestion[] => {
  const parAide = new Map<string, Ligne[]>();
  for (const l of lignes) {
    const aide = l.retenue.intervention.visite?.intervenantId;
    if (aide !== undefined) parAide.set(aide, [...(parAide.get(aide) ?? []), l]);
  }
  const parUsager = new Map<string, { appels: number; ecart: number; visites: Set<Ligne> }>();
  for (const a of attentes) {
    const meilleurs = new Map<string, { ecart: number; ligne: Ligne }>();
    for (const ligne of parAide.get(a.intervenantId ?? '') ?? []) {
      const ecart = aCeCote(a, ligne) ? undefined : ecartDe(a, ligne, parametresAu);
      const { usagerId } = ligne.retenue;
      if (ecart !== undefined && ecart < (meilleurs.get(usagerId)?.ecart ?? Number.POSITIVE_INFINITY))
        meilleurs.set(usagerId, { ecart, ligne });
    }
    for (const [usagerId, m] of meilleurs) {
      const s = parUsager.get(usagerId) ?? { appels: 0, ecart: 0, visites: new Set<Ligne>() };
      s.visites.add(m.ligne);
      parUsager.set(usagerId, { appels: s.appels + 1, ecart: s.ecart + m.ecart, visites: s.visites });
    }
  }
  return [...parUsager]
    .map(([usagerId, s]) => ({ usagerId, appels: s.appels, ecart: s.ecart, visites: [...s.visites] }))
    .sort((a, b) => b.appels - a.appels || a.ecart - b.ecart || (a.usagerId < b.usagerId ? -1 : 1));
};
