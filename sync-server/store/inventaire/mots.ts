import { ligneDuType, type TypeDocument } from '#shared/documents/registre';
import { nombreEntier } from '#shared/mots/nombres';
import { minuscule } from '#shared/mots/textes';

/** « pointages », as a sentence says them. */
export const enMots = (type: TypeDocument): string => minuscule(ligneDuType(type).quoi.replace(/[,:( ].*$/s, ''));

const accorder = (type: TypeDocument, participe: string): string =>
  ligneDuType(type).un.startsWith('une ') ? participe.replace(/s$/, 'es') : participe;

/** « 463 pointages reçus, 0 lus », « 1 note reçue, 0 lue ». */
export const direCompte = (type: TypeDocument, recus: number, lus: number, participe = 'lus'): string => {
  const mot = (pluriel: string): string => (recus === 1 ? pluriel.replace(/s$/, '') : pluriel);
  const lu = lus > 1 ? accorder(type, participe) : mot(accorder(type, participe));
  return `${nombreEntier(recus)} ${mot(enMots(type))} ${mot(accorder(type, 'reçus'))}, ${nombreEntier(lus)} ${lu}`;
};
