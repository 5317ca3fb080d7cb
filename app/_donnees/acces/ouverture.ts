import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pleine } from '../base/disque';

// One antenna opens in the place of another.

/** Why it did not open on this PC; what it holds, and what waits there, is as it was. */
export const pourquoiFermee = (antenne: Antenne, e: unknown): string => {
  const quoi = `l’antenne ${libelleAntenne(antenne)} n’a pas pu être ouverte`;
  if (pleine(e))
    return `Le disque de ce poste est plein : ${quoi}. Libérez de la place, puis réessayez ; rien de ce qui attend n’est effacé.`;
  console.error(e);
  return `Sur ce poste, ${quoi}. Réessayez ; si cela dure, rechargez la page. Rien de ce qui attend n’est effacé.`;
};

type Ouvrable = { nom: string };
type Ports<P extends Ouvrable> = {
  nom: string;
  /** What is open stays so where the new one does not open. */
  garder: boolean;
  /** Stops what goes on beside what is open; `reprendre` starts it again. */
  suspendre: () => Promise<void>;
  reprendre: (p: P) => void;
  fermer: (p: P) => Promise<void>;
  ouvrir: () => Promise<P>;
  /** The new one is there: from here on it is the one. */
  remplacer: (p: P) => Promise<void>;
};

/**
 * The one on the screen is closed once the new one is open: where that fails (a full disk), nothing has changed. Of one same base there
 * are never two, for the store would close the first under the second.
 */
export const enPlaceDe = async <P extends Ouvrable>(avant: P | undefined, p: Ports<P>): Promise<P> => {
  const garde = p.garder && avant?.nom !== p.nom ? avant : undefined;
  await p.suspendre();
  if (avant && !garde) await p.fermer(avant);
  let neuf: P;
  try {
    neuf = await p.ouvrir();
  } catch (e) {
    if (garde) p.reprendre(garde);
    throw e;
  }
  await p.remplacer(neuf);
  // What it still had to close is of nobody's concern any more.
  if (garde) await p.fermer(garde).catch(() => undefined);
  return neuf;
};
