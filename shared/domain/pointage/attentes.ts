import type { Attente } from '../../contrats/pointages/derives';
import { remplacants } from '../appariement/paire';

/** [PT-3, PT-5] Waiting punches that ask for something: what an aide replaced by key 9 waits too, and will make no visit. */
export const sansRemplacees = <A extends Attente>(attentes: readonly A[]): A[] => {
  const remplacees = remplacants(attentes.map((a) => ({ ...a, id: a.pointageId })));
  return attentes.filter((a) => !remplacees.has(a.pointageId));
};
