import { z } from 'zod';
import { inventaireClosSchema } from '../../contrats/cloture/cloture';
import { antenneSchema } from '../../contrats/commun';
import { instantSchema, moisSchema } from '../../temps/types';
import { jsonCanonique } from './json-canonique';

/** SHA-256 in hexadecimal of a text's UTF-8 bytes: passed in, the core knows no runtime. */
export type Hacher = (texte: string) => string;

/** What the first month of an antenna's chain follows. */
export const GENESE = '0'.repeat(64);

export const empreinteSchema = z.string().regex(/^[0-9a-f]{64}$/);

const ouvertureSchema = z.strictObject({
  format: z.literal('telegestion/chaine'),
  version: z.literal(1),
  n: z.literal(0),
  antenne: antenneSchema,
  mois: moisSchema,
  cloture: z.strictObject({
    numero: z.number().int(),
    auteur: z.string(),
    instant: instantSchema,
    empreinte: z.string(),
    /** What had been received, and what became of it; absent from what was archived before it was counted. */
    inventaire: inventaireClosSchema.exactOptional(),
  }),
  /** How many entries follow: a file cut short says so. */
  entrees: z.number().int().min(0),
  precedent: empreinteSchema,
  empreinte: empreinteSchema,
});
export type Ouverture = z.infer<typeof ouvertureSchema>;

const entreeSchema = z.strictObject({
  n: z.number().int().min(1),
  usagerId: z.string(),
  mois: moisSchema,
  /** SHA-256 of the statement, and of the data that it was made from. */
  pdf: empreinteSchema,
  donnees: empreinteSchema,
  precedent: empreinteSchema,
  empreinte: empreinteSchema,
});
export type Entree = z.infer<typeof entreeSchema>;

export const ligneSchema = z.union([ouvertureSchema, entreeSchema]);
export type Ligne = z.infer<typeof ligneSchema>;

/** The hash of a line: of its canonical JSON, its own `empreinte` left out. */
export const empreinteLigne = (ligne: object, hacher: Hacher): string =>
  hacher(jsonCanonique({ ...ligne, empreinte: undefined }));

const sceller = <T extends object>(ligne: T, hacher: Hacher): T & { empreinte: string } => ({
  ...ligne,
  empreinte: empreinteLigne(ligne, hacher),
});

export type Piece = Pick<Entree, 'usagerId' | 'pdf' | 'donnees'>;

/** The chain file of one antenna and month; its first line follows `precedent`, the last hash of the chain so far. */
export const chainer = (
  tete: Pick<Ouverture, 'antenne' | 'mois' | 'cloture'> & { precedent: string },
  pieces: readonly Piece[],
  hacher: Hacher,
): { texte: string; empreinte: string } => {
  const ouverture = sceller(
    { ...tete, format: 'telegestion/chaine', version: 1, n: 0, entrees: pieces.length },
    hacher,
  );
  const lignes = [jsonCanonique(ouverture)];
  let precedent = ouverture.empreinte;
  for (const [i, piece] of pieces.entries()) {
    const entree = sceller({ ...piece, n: i + 1, mois: tete.mois, precedent }, hacher);
    lignes.push(jsonCanonique(entree));
    precedent = entree.empreinte;
  }
  return { texte: `${lignes.join('\n')}\n`, empreinte: precedent };
};

/** A line as written, or undefined where its text is not exactly that of a sealed line. */
export const lireLigne = (texte: string, hacher: Hacher): Ligne | undefined => {
  let brut: unknown;
  try {
    brut = JSON.parse(texte);
  } catch {
    return undefined;
  }
  const lu = ligneSchema.safeParse(brut);
  if (!lu.success || jsonCanonique(lu.data) !== texte) return undefined;
  return empreinteLigne(lu.data, hacher) === lu.data.empreinte ? lu.data : undefined;
};

export const estOuverture = (l: Ligne): l is Ouverture => l.n === 0;
export const estEntree = (l: Ligne): l is Entree => l.n > 0;
