import { ligneDuType, type TypeDocument } from '#shared/documents/registre';
import { minuscule } from '#shared/domain/releve/mots';

/** « pointages », as a sentence says them. */
export const enMots = (type: TypeDocument): string => minuscule(ligneDuType(type).quoi.replace(/[,:( ].*$/s, ''));

const accorder = (type: TypeDocument, participe: string): string =>
  ligneDuType(type).un.startsWith('une ') ? participe.replace(/s$/, 'es') : participe;

const nombre = (n: number): string => n.toLocaleString('fr-FR');

/** « 463 pointages reçus, 0 lus » */
export const direCompte = (type: TypeDocument, recus: number, lus: number, participe = 'lus'): string =>
  `${nombre(recus)} ${enMots(type)} ${accorder(type, 'reçus')}, ${nombre(lus)} ${accorder(type, participe)}`;
