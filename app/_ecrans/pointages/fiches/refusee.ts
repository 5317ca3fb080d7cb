import type { Brouillon, Brouillons } from '../../../_donnees/depot/brouillons';

// The focus has gone on before the disk refuses a slip: what it held comes back, and never over what is typed since.

const debut = (lieu: string): string => `${lieu} refusée `;

/** Where a slip that the disk refused waits for this line; undefined: none does. */
const placeDe = (b: Brouillons, lieu: string): string | undefined => {
  const place = b.place({ nom: debut(lieu), est: (autre) => autre.startsWith(debut(lieu)) });
  return place === debut(lieu) ? undefined : place;
};

export const refuseeAttend = (b: Brouillons, lieu: string): boolean => placeDe(b, lieu) !== undefined;

/**
 * To its line where nothing is typed, else at a place of its own, a draft as the others; whether the line has it again.
 * `entamee`: something is typed there that is no draft yet, the first letters of a name.
 */
export const remettre = (b: Brouillons, lieu: string, tape: Brouillon, entamee: boolean): boolean => {
  const libre = !entamee && b.lire(lieu) === undefined;
  b.garder(libre ? lieu : debut(lieu) + crypto.randomUUID(), tape);
  return libre;
};

/** The line is empty: a slip that waits for it comes back, its draft with it. */
export const reprendreRefusee = (b: Brouillons, lieu: string): Brouillon | undefined => {
  const place = placeDe(b, lieu);
  const tape = place === undefined || b.lire(lieu) ? undefined : b.lire(place);
  if (place === undefined || !tape) return undefined;
  b.garder(lieu, tape);
  b.oublier(place);
  return tape;
};
