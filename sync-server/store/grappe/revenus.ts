import { racineDe } from '../identite';
import type { Magasin, Noeud } from '../magasin';
import { ASSIS_S, actifsDe } from './calme';

// A cut of the network between nodes restarts none of them: for some seconds after its end they say that they have been up for long
// and have nothing to push, while each lacks what the other side wrote. Who saw one away remembers it, by how long the others had
// been up then: no clock is needed.

type Absence = { absents: ReadonlySet<string>; actifS: ReadonlyMap<string, number> };

const vues = new WeakMap<object, Absence>();

/** At least so many seconds since then: one that has started again since then did so afterwards. */
const secondesDepuis = ({ actifS }: Absence, noeuds: readonly Noeud[]): number =>
  Math.max(
    0,
    ...noeuds.map(({ nom, actifS: s = 0 }) => {
      const alors = actifS.get(nom);
      return alors === undefined ? 0 : s < alors ? s : s - alors;
    }),
  );

type Noeuds = Pick<Magasin, 'noeuds'>;

/** The nodes as they are now; `revenus`: those that were seen away less than a minute ago, by whoever looks by this. */
export const lireNoeuds = async (m: Noeuds): Promise<{ noeuds: Noeud[]; revenus: Noeud[] }> => {
  const noeuds = await m.noeuds();
  const racine = racineDe(m);
  const absents = noeuds.filter((n) => !n.present);
  if (absents.length > 0) {
    vues.set(racine, { absents: new Set(absents.map((n) => n.nom)), actifS: actifsDe(noeuds) });
    return { noeuds, revenus: [] };
  }
  const absence = vues.get(racine);
  if (!absence || secondesDepuis(absence, noeuds) > ASSIS_S) return { noeuds, revenus: [] };
  return { noeuds, revenus: noeuds.filter((n) => absence.absents.has(n.nom)) };
};
