import type { z } from 'zod';
import { ACCES } from './acces';
import { ARCHIVE } from './archive';
import { CHIFFRES } from './chiffres';
import { EXPLOITATION } from './exploitation';
import { FICHIERS } from './fichiers';
import { FINANCEMENT } from './financement';
import type { Ligne } from './ligne';
import { DES_POSTES } from './postes';
import { TELEPHONIE } from './telephonie';

/** The register: one row a type of document, in the order of its rooms. */
export const REGISTRE = {
  ...DES_POSTES,
  ...FICHIERS,
  ...FINANCEMENT,
  ...ARCHIVE,
  ...CHIFFRES,
  ...TELEPHONIE,
  ...ACCES,
  ...EXPLOITATION,
} as const;
export type TypeDocument = keyof typeof REGISTRE;
export type DocumentDe<T extends TypeDocument> = z.infer<(typeof REGISTRE)[T]['schema']>;

export const TYPES_DOCUMENTS = Object.keys(REGISTRE) as TypeDocument[];
export const estTypeDocument = (type: string): type is TypeDocument => Object.hasOwn(REGISTRE, type);
export const ligneDuType = (type: TypeDocument): Ligne => REGISTRE[type];

/** Those that go to each antenna of their usager. */
export type TypePartage = {
  [T in TypeDocument]: (typeof REGISTRE)[T] extends { partage: true } ? T : never;
}[TypeDocument];
const estPartage = (type: TypeDocument): type is TypePartage => ligneDuType(type).partage === true;
export const TYPES_PARTAGES = TYPES_DOCUMENTS.filter(estPartage);

/** The type that an id says, be it known or not; undefined where it says none. */
export const typeDeId = (id: string): string | undefined => /^[a-z][a-z-]*(?=:|$)/.exec(id)?.[0];

/** The types whose row passes, in order. */
export const typesOu = (voulu: (l: Ligne, type: TypeDocument) => boolean): TypeDocument[] =>
  TYPES_DOCUMENTS.filter((t) => voulu(REGISTRE[t], t));
