import type { Alerte } from '#shared/contrats/exploitation/alerte';
import type { Vues } from '#shared/domain/alerte/acquittements';
import { lignesAlertes, ORDRE_ALERTES } from '#shared/domain/alerte/lignes';
import type { Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { autreDe } from './phrases';

export type Filtre = 'a-voir' | 'vues';

/** The lines of the screen: those that nobody has seen, or those that someone has and that last. */
export const lignesDuFiltre = (alertes: Iterable<Alerte>, vues: Vues, filtre: Filtre, maintenant: Instant) =>
  lignesAlertes(
    [...alertes].filter((a) => (vues(a) !== undefined) === (filtre === 'vues')),
    maintenant,
  );

const rang = new Map(ORDRE_ALERTES.map((genre, n) => [genre, n]));
const cleTri = (a: Alerte): string => `${String(rang.get(a.genre)).padStart(2, '0')} ${a.instant ?? a.depuis} ${a._id}`;

/** Those of one usager, one of the two visits that overlap included: to be seen first, then seen, each the most urgent first. */
export const alertesDeLUsager = (e: EtatDepot, usagerId: string, vues: Vues): Alerte[] =>
  [...e.alertes.values()]
    .filter((a) => a.usagerId === usagerId || autreDe(a, e)?.usagerId === usagerId)
    .sort((a, b) => Number(vues(a) !== undefined) - Number(vues(b) !== undefined) || (cleTri(a) < cleTri(b) ? -1 : 1));
