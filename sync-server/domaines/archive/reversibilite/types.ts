import { z } from 'zod';
import type { Ligne } from '#shared/documents/ligne';
import { ligneDuType, TYPES_DOCUMENTS, typeDeId } from '#shared/documents/registre';

/** What the documents of a type are, for a reader who knows nothing of us, and their schema. */
export type TypeDecrit = { quoi: string; schema: z.ZodType };

const champsTus = (l: Ligne): readonly string[] =>
  typeof l.sortie === 'object' && 'sans' in l.sortie ? l.sortie.sans : [];

/** Its schema as it leaves: a field that is left out, and that could be absent already, says nothing more of it. */
const schemaSorti = (l: Ligne): z.ZodType => {
  const { schema } = l;
  if (!(schema instanceof z.ZodObject)) return schema;
  const tus = champsTus(l).filter((c) => !(schema.shape[c] instanceof z.ZodOptional));
  if (tus.length === 0) return schema;
  return z.object(Object.fromEntries(Object.entries(schema.shape).filter(([c]) => !tus.includes(c))));
};

const LIGNES = TYPES_DOCUMENTS.map((t): [string, Ligne] => [t, ligneDuType(t)]);

export const TYPES: Readonly<Record<string, TypeDecrit>> = Object.fromEntries(
  LIGNES.filter(([, l]) => !(typeof l.sortie === 'object' && 'reste' in l.sortie)).map(([t, l]) => [
    t,
    { quoi: l.quoi, schema: schemaSorti(l) },
  ]),
);

const JAMAIS: ReadonlySet<string> = new Set(['LOTS', 'RESTAURATION']);

/** What stays: secrets, and what belongs to one machine or one moment. Databases that serve the store alone are not even looked at. */
export const RESTE: Readonly<Record<string, string>> = Object.fromEntries(
  LIGNES.flatMap(([t, { bases, sortie }]) =>
    typeof sortie === 'object' && 'reste' in sortie && !bases.every((b) => JAMAIS.has(b)) ? [[t, sortie.reste]] : [],
  ),
);

export const typeDe = (id: string): string => typeDeId(id) ?? 'divers';

const TUS: ReadonlyMap<string, readonly string[]> = new Map(
  LIGNES.flatMap(([t, l]): [string, readonly string[]][] => (champsTus(l).length > 0 ? [[t, champsTus(l)]] : [])),
);

/** The document as it leaves: without its revision, and an account without what opens it. */
export const documentSorti = (texte: string, type: string): string => {
  const nu = texte.replace(/^(\{"_id":"(?:[^"\\]|\\.)*"),"_rev":"[^"]*"/, '$1');
  const tus = TUS.get(type);
  if (!tus) return nu;
  const doc = JSON.parse(nu) as Record<string, unknown>;
  for (const c of tus) delete doc[c];
  return JSON.stringify(doc);
};

/** JSON Schema of a type; what no contract describes is said to be only an object. */
export const schemaJson = (type: string): object => {
  const { quoi, schema } = TYPES[type] ?? { quoi: 'Documents sans schéma écrit', schema: undefined };
  const corps = schema
    ? z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })
    : { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', required: ['_id'] };
  return { ...corps, title: type, description: quoi };
};
