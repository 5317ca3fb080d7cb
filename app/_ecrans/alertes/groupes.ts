import type { Alerte, GenreAlerte } from '#shared/contrats/exploitation/alerte';
import type { Vues } from '#shared/domain/alerte/acquittements';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { autreDe, ORDRE } from './phrases';

export type Filtre = 'a-voir' | 'vues';
export type Groupe = { genre: GenreAlerte; alertes: Alerte[]; caches: number };

/** Lines of one kind shown before « Tout montrer »: an antenna may have hundreds of incomplete calls. */
const MONTREES = 60;

const cleTri = (a: Alerte): string => `${a.instant ?? a.depuis} ${a._id}`;

/** By kind, the most urgent kind first, the oldest fact first; those that someone has seen apart. */
export const grouper = (
  alertes: Iterable<Alerte>,
  vues: Vues,
  filtre: Filtre,
  entiers: ReadonlySet<GenreAlerte> = new Set(),
): Groupe[] => {
  const parGenre = new Map<GenreAlerte, Alerte[]>();
  for (const a of alertes) {
    if ((vues(a) !== undefined) !== (filtre === 'vues')) continue;
    parGenre.set(a.genre, [...(parGenre.get(a.genre) ?? []), a]);
  }
  return ORDRE.flatMap((genre): Groupe[] => {
    const siennes = (parGenre.get(genre) ?? []).sort((a, b) => (cleTri(a) < cleTri(b) ? -1 : 1));
    if (siennes.length === 0) return [];
    const montrees = entiers.has(genre) ? siennes : siennes.slice(0, MONTREES);
    return [{ genre, alertes: montrees, caches: siennes.length - montrees.length }];
  });
};

/** Those of one usager, one of the two visits that overlap included: to be seen first, then seen, each the most urgent first. */
export const alertesDeLUsager = (e: EtatDepot, usagerId: string, vues: Vues): Alerte[] => {
  const siennes = [...e.alertes.values()].filter(
    (a) => a.usagerId === usagerId || autreDe(a, e)?.usagerId === usagerId,
  );
  const toutes = new Set(ORDRE);
  return (['a-voir', 'vues'] as const).flatMap((f) => grouper(siennes, vues, f, toutes).flatMap((g) => g.alertes));
};
