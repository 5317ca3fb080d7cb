import { type EtatService, PANNES, type Panne, type QuoiPanne } from '../../contrats/exploitation/disponibilite';
import type { Instant } from '../../temps/types';
import type { Mesure } from './bilan';

export type Decision = { ouvrir: Instant } | { fermer: Instant } | undefined;

/**
 * What the last minutes say of the SVI's outage: it opens after `seuil` failures in a row (from the first of them), and
 * closes at the next success. Read from the minutes themselves: a server that starts again decides the same.
 */
export const deciderPanne = (ouverte: boolean, mesures: readonly Mesure[], seuil: number): Decision => {
  const derniere = mesures.at(-1);
  if (ouverte) return derniere?.marque === 'R' ? { fermer: derniere.instant } : undefined;
  let debut: Instant | undefined;
  let n = 0;
  for (let i = mesures.length - 1; i >= 0 && mesures[i]?.marque === 'E'; i--) {
    debut = mesures[i]?.instant;
    n += 1;
  }
  return debut !== undefined && n >= seuil ? { ouvrir: debut } : undefined;
};

const GRAVITE = { rouge: 2, orange: 1, aucun: 0 } as const;

/** What the antennas must know; the rest is for technicians. */
export const concerneAntennes = (p: { quoi: QuoiPanne }): boolean => PANNES[p.quoi].ton !== 'aucun';

/** Calls are not taken: aides fill in slips, or punch otherwise. */
export const sansAppels = (p: { quoi: QuoiPanne }): boolean => PANNES[p.quoi].ton === 'rouge';

/** The gravest first, then the oldest. */
export const trierPannes = <P extends EtatService['pannes'][number]>(pannes: readonly P[]): P[] =>
  [...pannes].sort(
    (a, b) =>
      GRAVITE[PANNES[b.quoi].ton] - GRAVITE[PANNES[a.quoi].ton] || (a.debut < b.debut ? -1 : a.debut > b.debut ? 1 : 0),
  );

/** Planned work, announced beforehand: its minutes count neither for nor against. */
export const enMaintenance = (prevues: readonly { debut: Instant; fin: Instant }[], i: Instant): boolean =>
  prevues.some((m) => m.debut <= i && i < m.fin);

export const finie = (p: Panne): p is Panne & { fin: Instant } => p.fin !== undefined;
