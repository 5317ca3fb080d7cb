import { z } from 'zod';
import { type Antenne, antenneSchema } from '#shared/contrats/commun';
import { empreinteLigne, empreinteSchema, GENESE } from '#shared/domain/releve/chaine';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { type Instant, instantSchema, type Mois, moisSchema } from '#shared/temps/types';
import { hacher } from '../../../adapters/dossier';

// The list of the statements of the former system, sealed line by line. A line past its ten years keeps its number, its month and
// its hash, so that the others still follow it; a line of its own, sealed like them, says which ones are no more.

export const CHAINE = 'chaine.jsonl';

const rang = z.number().int().min(1);
const reprisSchema = z.strictObject({
  n: rang,
  antenne: antenneSchema,
  usagerId: z.string(),
  mois: moisSchema,
  fichier: z.string(),
  pdf: empreinteSchema,
  instant: instantSchema,
  precedent: empreinteSchema,
  empreinte: empreinteSchema,
});
type Repris = z.infer<typeof reprisSchema>;

const effaceSchema = z.strictObject({
  n: rang,
  antenne: antenneSchema,
  mois: moisSchema,
  efface: z.literal(true),
  precedent: empreinteSchema,
  empreinte: empreinteSchema,
});

const eliminationSchema = z.strictObject({
  n: rang,
  elimines: z.array(rang).min(1),
  instant: instantSchema,
  precedent: empreinteSchema,
  empreinte: empreinteSchema,
});

const maillonSchema = z.union([reprisSchema, effaceSchema, eliminationSchema]);
type Maillon = z.infer<typeof maillonSchema>;

const lireMaillon = (ligne: string): Maillon | undefined => {
  try {
    return maillonSchema.parse(JSON.parse(ligne));
  } catch {
    return undefined;
  }
};

export type ChaineLue = {
  maillons: readonly Maillon[];
  /** Statements that are there, or that a purge that was cut has yet to take. */
  repris: readonly Repris[];
  elimines: ReadonlySet<number>;
  /** The last hash: noted elsewhere, it proves that nothing was rewritten. */
  tete: string | undefined;
  /** The French words for what is wrong with it. */
  defaut?: string;
};

const enLecture = (maillons: readonly Maillon[], defaut?: string): ChaineLue => ({
  maillons,
  repris: maillons.flatMap((m) => ('pdf' in m ? m : [])),
  elimines: new Set(maillons.flatMap((m) => ('elimines' in m ? m.elimines : []))),
  tete: maillons.at(-1)?.empreinte,
  ...(defaut === undefined ? {} : { defaut }),
});

export const lireChaine = (texte: string): ChaineLue => {
  const maillons: Maillon[] = [];
  for (const [i, ligne] of texte.split('\n').slice(0, -1).entries()) {
    const m = lireMaillon(ligne);
    const avant = maillons.at(-1)?.empreinte ?? GENESE;
    const scelle = m && ('efface' in m || empreinteLigne(m, hacher) === m.empreinte);
    if (!scelle || m.n !== i + 1 || m.precedent !== avant)
      return enLecture(maillons, `la ligne ${i + 1} de ${CHAINE} a été modifiée`);
    maillons.push(m);
  }
  const lue = enLecture(maillons);
  const tue = maillons.find((m) => 'efface' in m && !lue.elimines.has(m.n));
  if (tue) return { ...lue, defaut: `la ligne ${tue.n} de ${CHAINE} a été effacée sans que rien ne le dise` };
  return texte === '' || texte.endsWith('\n') ? lue : { ...lue, defaut: `${CHAINE} est coupé` };
};

const ecrire = (maillons: readonly Maillon[]): string => maillons.map((m) => `${jsonCanonique(m)}\n`).join('');

type Nouveau = { antenne: Antenne; usagerId: string; mois: Mois; fichier: string; pdf: string; instant: Instant };

export const prolonger = ({ maillons, tete }: ChaineLue, nouveaux: readonly Nouveau[]): string => {
  let precedent = tete ?? GENESE;
  const suite = nouveaux.map(({ antenne, usagerId, mois, fichier, pdf, instant }, i): Repris => {
    const nu = { n: maillons.length + i + 1, antenne, usagerId, mois, fichier, pdf, instant, precedent };
    const m = { ...nu, empreinte: empreinteLigne(nu, hacher) };
    precedent = m.empreinte;
    return m;
  });
  return ecrire([...maillons, ...suite]);
};

/** [RE] Says which lines are no more, before anything goes. */
export const annoncerElimination = (
  { maillons, tete }: ChaineLue,
  elimines: readonly number[],
  instant: Instant,
): string => {
  const nu = { n: maillons.length + 1, elimines: [...elimines], instant, precedent: tete ?? GENESE };
  return ecrire([...maillons, { ...nu, empreinte: empreinteLigne(nu, hacher) }]);
};

/** [RE] The same chain, its eliminated lines reduced to what names no one. */
export const reduire = ({ maillons, elimines }: ChaineLue): string =>
  ecrire(
    maillons.map((m) => {
      if (!('pdf' in m) || !elimines.has(m.n)) return m;
      const { n, antenne, mois, precedent, empreinte } = m;
      return { n, antenne, mois, efface: true as const, precedent, empreinte };
    }),
  );
