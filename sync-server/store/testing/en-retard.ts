import type { Magasin } from '../magasin';
import { entourer } from './entourer';

export type GrappeEnRetard = {
  m: Magasin;
  /** From now on the copy that answers the ranges lacks these ids, and says that it catches up. */
  retarder: (manque: (id: string) => boolean) => void;
  calmer: () => void;
};

/** A cluster of three nodes, calm until one of them comes back and answers all ranges by what it had; what is read by id is right. */
export const enRetard = (vrai: Magasin): GrappeEnRetard => {
  let cache: ((id: string) => boolean) | undefined;
  const m = entourer(vrai, async (o, faire) => {
    if (o.nom === 'noeuds')
      return ['a', 'b', 'c'].map((nom) => ({
        nom,
        present: true,
        aTransmettre: cache && nom !== 'a' ? 18_000 : 0,
        actifS: 36_000,
      }));
    const r = await faire();
    const manque = cache;
    if (o.nom !== 'plage' || !manque) return r;
    return (r as Awaited<ReturnType<Magasin['plage']>>).filter((l) => !manque(l.id));
  });
  return {
    m,
    retarder: (manque) => {
      cache = manque;
    },
    calmer: () => {
      cache = undefined;
    },
  };
};
