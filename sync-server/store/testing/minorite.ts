import type { Magasin } from '../magasin';
import { entourer } from './entourer';

export type Grappe = { m: Magasin; perdre: () => void; revenir: () => void };

/** A cluster that may be left with one node of three: it then takes all that is written, and confirms nothing. */
export const enMinorite = (vrai: Magasin): Grappe => {
  let seul = false;
  const m = entourer(vrai, async (o, faire) => {
    const r = await faire();
    if (!seul) return r;
    if (o.nom === 'affermir') return { fermes: [], introuvables: [] };
    if (o.nom === 'noeuds') return ['a', 'b', 'c'].map((nom) => ({ nom, present: nom === 'a' }));
    if (o.nom === 'ecrire')
      return (r as Awaited<ReturnType<Magasin['ecrire']>>).map((l) =>
        l.rev === undefined ? l : { ...l, sansQuorum: true },
      );
    return r;
  });
  return {
    m,
    perdre: () => {
      seul = true;
    },
    revenir: () => {
      seul = false;
    },
  };
};
