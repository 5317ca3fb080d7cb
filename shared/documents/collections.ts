import type { CollectionDuPoste, Ligne } from './ligne';
import { DES_POSTES } from './postes';

// What a PC receives, from the rows that it knows.

const LIGNES: readonly [string, Ligne][] = Object.entries(DES_POSTES);

/** The types that a collection carries, in the order of its first sync. */
export const typesRecus = (collection: CollectionDuPoste): readonly string[] =>
  LIGNES.flatMap(([type, { recu }]) => (recu?.collection === collection ? { type, rang: recu.rang } : []))
    .sort((a, b) => a.rang - b.rang)
    .map(({ type }) => type);

/** What must be known whatever its age: the window of months does not hold for it. */
export const SANS_AGE: ReadonlySet<string> = new Set(LIGNES.flatMap(([t, l]) => (l.recu?.sansAge ? t : [])));

/** Of the types of which a PC needs a part only: its fields. */
export const CHAMPS_RECUS: ReadonlyMap<string, readonly string[]> = new Map(
  LIGNES.flatMap(([t, l]): [string, readonly string[]][] => (l.recu?.champs ? [[t, l.recu.champs]] : [])),
);

/** What an antenna that the usager has left receives no more of it, by type. */
export const CHAMPS_TUS: ReadonlyMap<string, readonly string[]> = new Map(
  LIGNES.flatMap(([t, l]): [string, readonly string[]][] =>
    l.recu?.tusAuxQuittees ? [[t, l.recu.tusAuxQuittees]] : [],
  ),
);
