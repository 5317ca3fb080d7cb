import { ligneDuType, type TypeDocument } from '#shared/documents/registre';
import { lireEcartes } from './ecartes';
import type { Magasin } from './lire';

/** Met where it must not be taken for absent. Its message is a sentence for who asked: where the document is, never what is in it. */
export type ErreurIllisible = Error & { illisible: { base: string; ids: readonly string[] } };

const remede = (type: TypeDocument): string =>
  ligneDuType(type).ecrivains.includes('IMPORT')
    ? 'Importez de nouveau le fichier qui le porte'
    : 'Remettez-le depuis une sauvegarde, ou faites-le réparer par l’assistance';

/** For what counts for good: what one lacks would be a visit that is not paid, or an hour that nobody sees missing. */
export const erreurIllisible = (
  m: Magasin,
  base: string,
  type: TypeDocument,
  ids: readonly [string, ...string[]],
): ErreurIllisible => {
  const [id, ...autres] = ids;
  const champs =
    lireEcartes(m)
      .find((e) => e.base === base && e.id === id)
      ?.champs.filter((c) => c !== '') ?? [];
  const ou = champs.length === 0 ? '' : ` (champs : ${champs.join(', ')})`;
  const suite = autres.length === 0 ? '' : `, et ${autres.length} autre${autres.length > 1 ? 's' : ''}`;
  const message = `Le document « ${id} » de la base ${base} est illisible${ou}${suite}. Le compte s’arrête plutôt que de l’oublier : rien n’est pris. ${remede(type)}, puis recommencez.`;
  return Object.assign(new Error(message), { illisible: { base, ids } });
};

export const illisibleDe = (e: unknown): ErreurIllisible['illisible'] | undefined =>
  (e as Partial<ErreurIllisible> | undefined)?.illisible;
