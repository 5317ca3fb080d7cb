import type { Attente } from '#shared/contrats/pointages/derives';
import { neSeRattachePas } from '#shared/domain/pointage/mobile-aide';
import { estRegle } from '#shared/domain/pointage/reglee';
import type { Instant } from '#shared/temps/types';
import { maintenant } from '../../../_donnees/base/horloge';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';
import { mobilesDe } from '../../../_ui/personnes/connus';
import { joursDe } from './suggestions';

/** Visits of the days of these calls only, whatever lies between: one number may have called three months ago. */
export const lignesAutour = (etat: EtatDepot, appels: readonly { instant: Instant }[]): Ligne[] => {
  const dates = new Set<string>();
  for (const a of appels) {
    const autour = joursDe([a]);
    if (!autour) continue;
    for (const [date] of etat.jours) if (date >= autour.de && date <= autour.a) dates.add(date);
  }
  const tries = [...dates].sort();
  const [de] = tries;
  const a = tries.at(-1);
  if (!de || !a) return [];
  const jours = new Map([...etat.jours].filter(([date]) => dates.has(date)));
  return lignesDe({ ...etat, jours }, de as Ligne['date'], a as Ligne['date'], maintenant());
};

/**
 * Waiting punches that still ask for something. That of a withheld number, or of an aide's own, can be given to nobody: it is settled
 * once a visit of its aide has that hour, by a slip, a correction or another call.
 */
export const resteAFaire = (etat: EtatDepot, attentes: readonly Attente[]): readonly Attente[] => {
  const mobiles = mobilesDe(etat);
  const aPart = (a: Attente): boolean => neSeRattachePas(a, (numero) => mobiles.has(numero));
  const isolees = attentes.filter(aPart);
  if (isolees.length === 0) return attentes;
  const retenues = lignesAutour(etat, isolees).map((l) => l.retenue);
  return attentes.filter((a) => !aPart(a) || !estRegle(a, retenues));
};
