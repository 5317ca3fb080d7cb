import { z } from 'zod';
import type { EcritParLePoste, Ligne } from '../documents/ligne';
import { DES_POSTES } from '../documents/postes';
import { idDemandeSchema } from './commun';

type Rangs = typeof DES_POSTES;
/** A type that a manager's PC writes: one whose row says so. The server takes nothing else from a PC. */
export type TypeSaisie = { [T in keyof Rangs]: Rangs[T] extends { saisie: object } ? T : never }[keyof Rangs];

type Ecrit<T extends TypeSaisie> = Rangs[T]['saisie'] extends { schema: infer S extends z.ZodType }
  ? S
  : Rangs[T]['schema'];
type Pris<T extends TypeSaisie> = Rangs[T]['saisie'] extends { pris: infer S extends z.ZodType } ? S : Ecrit<T>;

const schemas = (de: (s: EcritParLePoste, l: Ligne) => z.ZodType): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries<Ligne>(DES_POSTES).flatMap(([type, l]) => (l.saisie ? [[type, de(l.saisie, l)]] : [])),
  );

/** All that a manager's PC writes; one schema a type. */
export const SAISIES = schemas((s, l) => s.schema ?? l.schema) as { readonly [T in TypeSaisie]: Ecrit<T> };
export type Saisie = { [T in TypeSaisie]: z.infer<Ecrit<T>> }[TypeSaisie];

/** An id that a PC draws is that of no planned visit, of nothing that the server or a file writes, and no sentence of the audit log. */
const tire = (schema: z.ZodType): z.ZodType => {
  if (!(schema instanceof z.ZodObject)) throw new Error('une saisie est un objet');
  return schema.extend({ id: idDemandeSchema });
};

/** What the server takes of it: the same, or less. Rows that were taken before are read by their own schema. */
export const SAISIES_PRISES = schemas((s, l) => tire(s.pris ?? s.schema ?? l.schema)) as {
  readonly [T in TypeSaisie]: Pris<T>;
};
export type SaisiePrise = { [T in TypeSaisie]: z.infer<Pris<T>> }[TypeSaisie];

export const estTypeSaisie = (type: unknown): type is TypeSaisie =>
  typeof type === 'string' && Object.hasOwn(SAISIES, type);

/** Whom it names, where it names someone. */
export const usagerNomme = (s: Saisie): string | undefined => ('usagerId' in s ? s.usagerId : undefined);
