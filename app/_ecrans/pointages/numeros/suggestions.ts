import type { Attente } from '#shared/contrats/pointages/derives';
import { aCeCote, ecartPrevu } from '#shared/domain/pointage/reglee';
import type { ParametresAu } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import { ajouterJours, dateParis, epochMs } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';

/** A usager whom a waiting punch may be about: visits planned for the aide who called, around the hours of the calls. */
export type Suggestion = {
  usagerId: string;
  /** Punches that one of those visits explains, and lacks. */
  appels: number;
  /** Of those, departures of a visit in progress: its aide is there. */
  enCours: number;
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

/** A visit that has begun and waits for its departure: the call may be that one, however late or early it comes [AP-2]. */
const attendCeDepart = (a: Attente, { retenue: r }: Ligne, parametresAu: ParametresAu): boolean => {
  if (a.sens !== 'DEPART' || r.supprimee || r.fin) return false;
  const arrivee = r.debut ?? r.intervention.arrivee?.instant;
  if (!arrivee || r.intervention.depart) return false;
  const minutes = (epochMs(a.instant) - epochMs(arrivee)) / 60_000;
  return minutes > 0 && minutes <= parametresAu(dateParis(arrivee)).dureeMax;
};

/** How well a visit explains a punch; undefined where it does not. */
const explique = (
  a: Attente,
  l: Ligne,
  parametresAu: ParametresAu,
): { ecart: number; enCours: boolean } | undefined => {
  if (attendCeDepart(a, l, parametresAu)) {
    const fin = l.retenue.intervention.visite?.fin ?? l.instant;
    return { ecart: Math.abs(epochMs(fin) - epochMs(a.instant)) / 1000, enCours: true };
  }
  if (aCeCote(a, l.retenue) || l.retenue.intervention.visite?.intervenantId !== a.intervenantId) return undefined;
  const ecart = ecartPrevu(a, l.retenue, parametresAu);
  return ecart === undefined ? undefined : { ecart, enCours: false };
};

const AUTOUR_MS = 3 * 3_600_000;

/**
 * What the aides who called were to do around these calls, within three hours, by hour: what to guess from where no visit explains the
 * call by itself.
 */
export const prevuesAutour = (attentes: readonly Attente[], lignes: readonly Ligne[]): Ligne[] =>
  lignes
    .filter(({ retenue: { intervention } }) => {
      const { visite } = intervention;
      return (
        visite !== undefined &&
        attentes.some(
          (a) =>
            a.intervenantId === visite.intervenantId &&
            epochMs(a.instant) >= epochMs(visite.debut) - AUTOUR_MS &&
            epochMs(a.instant) <= epochMs(visite.fin) + AUTOUR_MS,
        )
      );
    })
    .sort((a, b) => ((a.prevu?.debut ?? a.instant) < (b.prevu?.debut ?? b.instant) ? -1 : 1));

/** The best first: who explains the most calls, then the visit that the aide is in, then the smallest gap, then the id. */
export const suggerer = (
  attentes: readonly Attente[],
  lignes: readonly Ligne[],
  parametresAu: ParametresAu,
): Suggestion[] => {
  const parAide = new Map<string, Ligne[]>();
  for (const l of lignes) {
    const aides = new Set([l.retenue.intervention.visite?.intervenantId, l.retenue.intervenantId]);
    for (const aide of aides) if (aide !== undefined) ajouterA(parAide, aide, l);
  }
  type Compte = { appels: number; enCours: number; ecart: number; visites: Set<Ligne> };
  const parUsager = new Map<string, Compte>();
  for (const a of attentes) {
    const meilleurs = new Map<string, { ecart: number; enCours: boolean; ligne: Ligne }>();
    for (const ligne of parAide.get(a.intervenantId ?? '') ?? []) {
      // Nobody calls from the home of who has died or left.
      if (ligne.quandDepart !== undefined) continue;
      const e = explique(a, ligne, parametresAu);
      const { usagerId } = ligne.retenue;
      const avant = meilleurs.get(usagerId);
      if (!e || (avant && (avant.enCours > e.enCours || (avant.enCours === e.enCours && avant.ecart <= e.ecart))))
        continue;
      meilleurs.set(usagerId, { ...e, ligne });
    }
    for (const [usagerId, m] of meilleurs) {
      const s = parUsager.get(usagerId) ?? { appels: 0, enCours: 0, ecart: 0, visites: new Set<Ligne>() };
      s.visites.add(m.ligne);
      parUsager.set(usagerId, {
        appels: s.appels + 1,
        enCours: s.enCours + Number(m.enCours),
        ecart: s.ecart + m.ecart,
        visites: s.visites,
      });
    }
  }
  return [...parUsager]
    .map(([usagerId, s]) => ({ usagerId, ...s, visites: [...s.visites] }))
    .sort(
      (a, b) => b.appels - a.appels || b.enCours - a.enCours || a.ecart - b.ecart || (a.usagerId < b.usagerId ? -1 : 1),
    );
};
