import { racineDe } from '../identite';
import type { Magasin, Noeud } from '../magasin';
import { ASSIS_S, actifsDe } from './calme';

// A cut of the network between nodes restarts none of them: for some seconds after its end they say that they have been up for long
// and have nothing to push, while each lacks what the other side wrote. Each says when it met the others again, by its own clock; and
// who saw one away remembers it, by how long the others had been up then, without a clock.

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

/**
 * Those that have been there again for less than a minute, as the others say: of two that were cut from each other, both; one that
 * was cut from several, alone.
 */
const reunis = (noeuds: readonly Noeud[]): Noeud[] => {
  const presents = new Set(noeuds.flatMap((n) => (n.present ? n.nom : [])));
  const fois = new Map<string, number>();
  for (const { nom, revus = {} } of noeuds)
    for (const [autre, s] of Object.entries(revus))
      if (s <= ASSIS_S && presents.has(nom) && presents.has(autre))
        for (const n of [nom, autre]) fois.set(n, (fois.get(n) ?? 0) + 1);
  const plus = Math.max(1, ...fois.values());
  return noeuds.filter((n) => fois.get(n.nom) === plus);
};

type Noeuds = Pick<Magasin, 'noeuds'>;

/** The nodes as they are now; `revenus`: those that were away less than a minute ago, as they say or as whoever looks by this has seen. */
export const lireNoeuds = async (m: Noeuds): Promise<{ noeuds: Noeud[]; revenus: Noeud[] }> => {
  const noeuds = await m.noeuds();
  const racine = racineDe(m);
  const absents = noeuds.filter((n) => !n.present);
  if (absents.length > 0) {
    vues.set(racine, { absents: new Set(absents.map((n) => n.nom)), actifS: actifsDe(noeuds) });
    return { noeuds, revenus: reunis(noeuds) };
  }
  const absence = vues.get(racine);
  if (!absence || secondesDepuis(absence, noeuds) > ASSIS_S) return { noeuds, revenus: reunis(noeuds) };
  const dits = reunis(noeuds);
  return { noeuds, revenus: noeuds.filter((n) => absence.absents.has(n.nom) || dits.includes(n)) };
};
