import type { Acquittement, Alerte, GenreAlerte } from '#shared/contrats/alerte';
import { ORDRE } from './phrases';

export type Filtre = 'a-voir' | 'vues';
export type Groupe = { genre: GenreAlerte; alertes: Alerte[]; caches: number };

/** Lines of one kind shown before « Tout montrer »: an antenna may have hundreds of incomplete calls. */
const MONTREES = 60;

const cleTri = (a: Alerte): string => `${a.instant ?? a.depuis} ${a._id}`;

/** By kind, the most urgent kind first, the oldest fact first; those that someone has seen apart. */
export const grouper = (
  alertes: Iterable<Alerte>,
  vues: ReadonlyMap<string, Acquittement>,
  filtre: Filtre,
  entiers: ReadonlySet<GenreAlerte> = new Set(),
): Groupe[] => {
  const parGenre = new Map<GenreAlerte, Alerte[]>();
  for (const a of alertes) {
    if (vues.has(a._id) !== (filtre === 'vues')) continue;
    parGenre.set(a.genre, [...(parGenre.get(a.genre) ?? []), a]);
  }
  return ORDRE.flatMap((genre): Groupe[] => {
    const siennes = (parGenre.get(genre) ?? []).sort((a, b) => (cleTri(a) < cleTri(b) ? -1 : 1));
    if (siennes.length === 0) return [];
    const montrees = entiers.has(genre) ? siennes : siennes.slice(0, MONTREES);
    return [{ genre, alertes: montrees, caches: siennes.length - montrees.length }];
  });
};
