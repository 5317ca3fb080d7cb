import { type Refus, type Refusee, refuser } from './commun';

// What the store can keep of what comes in: whole characters, and levels that it can count. Looked at before anything else.

/** Half of a character that takes two: no UTF-8 says it, and the store refuses the whole lot that has one. */
const MOITIE = /\p{Surrogate}/u;
export const estEntier = (texte: string): boolean => !MOITIE.test(texte);

/** Lists and objects within each other. What is taken has five levels at most; the store, and JSON itself, give way far below. */
const NIVEAUX_MAX = 32;

const TEXTE: Refus = {
  code: 'TEXTE_ILLISIBLE',
  message:
    'Un texte contient un caractère coupé en deux, que rien ne peut garder (souvent la fin d’un émoji). Effacez-le, puis recommencez.',
};

/** Refuses what the store could not write: half a character in a text or in a name, or too many levels. Undefined: nothing against it. */
export const refusIllisible = (valeur: unknown): Refusee | undefined => {
  // A list of what is left to see, not a function that calls itself: what comes in may be deeper than the stack.
  const reste: { v: unknown; niveau: number }[] = [{ v: valeur, niveau: 0 }];
  for (let x = reste.pop(); x; x = reste.pop()) {
    const { v, niveau } = x;
    if (typeof v === 'string' && !estEntier(v)) return refuser(TEXTE.code, TEXTE.message);
    if (typeof v !== 'object' || v === null) continue;
    if (niveau >= NIVEAUX_MAX)
      return refuser('FORMAT', 'Contenu mal formé : trop de niveaux. Rechargez la page, puis recommencez.');
    for (const [cle, fils] of Object.entries(v)) {
      if (!estEntier(cle)) return refuser(TEXTE.code, TEXTE.message);
      reste.push({ v: fils, niveau: niveau + 1 });
    }
  }
  return undefined;
};
