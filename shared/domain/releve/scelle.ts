import type { z } from 'zod';
import { empreinteLigne, GENESE, type Hacher } from './chaine';
import { jsonCanonique } from './json-canonique';

// A file of sealed lines: each is canonical JSON, numbered, holds the hash of the line before, and its own.

export type Scellee = { n: number; precedent: string; empreinte: string };

/** Text of one more line, after `precedent`. */
export const scellerLigne = <T extends { n: number; precedent: string }>(
  ligne: T,
  hacher: Hacher,
): { texte: string; empreinte: string } => {
  const empreinte = empreinteLigne(ligne, hacher);
  return { texte: `${jsonCanonique({ ...ligne, empreinte })}\n`, empreinte };
};

export type SuiteLue<T> = { lignes: T[]; faute?: { code: 'ALTERE' | 'TRONQUE' | 'ORDRE'; message: string } };

/** The lines of such a file up to the first that is not as it was written; `premier`: the number of the first line. */
export const lireSuite = <T extends Scellee>(
  texte: string,
  schema: z.ZodType<T>,
  hacher: Hacher,
  premier = 0,
): SuiteLue<T> => {
  const lignes: T[] = [];
  const brutes = texte.split('\n');
  const reste = brutes.pop();
  for (const [i, brute] of brutes.entries()) {
    const lue = lireLigneScellee(brute, schema, hacher);
    if (!lue) return { lignes, faute: { code: 'ALTERE', message: `La ligne ${i + 1} a été modifiée.` } };
    const avant = lignes.at(-1);
    if (lue.n !== premier + i || (avant && lue.precedent !== avant.empreinte))
      return { lignes, faute: { code: 'ORDRE', message: `La ligne ${i + 1} n’est pas à sa place.` } };
    lignes.push(lue);
  }
  return reste === '' ? { lignes } : { lignes, faute: { code: 'TRONQUE', message: 'La dernière ligne est coupée.' } };
};

const lireLigneScellee = <T extends Scellee>(texte: string, schema: z.ZodType<T>, hacher: Hacher): T | undefined => {
  let brut: unknown;
  try {
    brut = JSON.parse(texte);
  } catch {
    return undefined;
  }
  const lu = schema.safeParse(brut);
  if (!lu.success || jsonCanonique(lu.data) !== texte) return undefined;
  return empreinteLigne(lu.data, hacher) === lu.data.empreinte ? lu.data : undefined;
};

/** What the next line of a file follows. */
export const finDe = (lignes: readonly Scellee[]): string => lignes.at(-1)?.empreinte ?? GENESE;
