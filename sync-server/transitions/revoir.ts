import { basesAntennes } from '#shared/domain/antenne/bases';
import { moisDe } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, type Mois } from '#shared/temps/types';
import { dateDeId, type Monde, type Regard } from '../domaines/pointages';
import { lireMoisClosDe } from '../store/lectures/mois-clos';

/** A derived document that was not what it should be. */
export type Relu = { base: string; type: string; jour: DateCivile | undefined };

/** [CL-2] Visits of a closed month stay as they were told: what the directory says since changes nothing of them. */
const lireClos = async ({ magasin }: Monde): Promise<Regard['estClos']> => {
  const clos = new Map<string, ReadonlySet<Mois>>();
  for (const base of basesAntennes()) clos.set(base, await lireMoisClosDe(magasin, base));
  return (base, id) => id.startsWith('intervention:') && clos.get(base)?.has(moisDe(dateDeId(id))) === true;
};

const enRelu = ({ base, id }: { base: string; id: string }): Relu => ({
  base,
  type: id.slice(0, id.indexOf(':')),
  jour: dateCivileSchema.safeParse(dateDeId(id)).data,
});

/**
 * [FL-2] Runs `deriver`, which derives something again, and tells what differs. What came meanwhile is no difference: what is found is
 * looked at once more after it has been treated, and only then put right.
 */
export const revoir = async (
  monde: Monde,
  rattraper: () => Promise<void>,
  ecrire: boolean,
  deriver: () => Promise<void>,
): Promise<Relu[]> => {
  const estClos = await lireClos(monde);
  // One process has no copy that lags: its ranges are as good as its readings by id.
  const plusieurs = (await monde.magasin.noeuds()).length > 1;
  const regarder = async (ecrit: boolean): Promise<Regard['ecarts']> => {
    const dejaDerives = [...monde.derives];
    const regard: Regard = { ecrire: ecrit, ecarts: new Map(), estClos };
    monde.regard = regard;
    monde.magasin.exiger(plusieurs);
    try {
      await deriver();
    } finally {
      monde.regard = undefined;
      monde.magasin.exiger(false);
      monde.derives.clear();
      for (const j of dejaDerives) monde.derives.add(j);
    }
    return regard.ecarts;
  };

  await rattraper();
  const premiers = await regarder(false);
  if (premiers.size === 0) return [];
  await rattraper();
  const seconds = await regarder(ecrire);
  return [...seconds].flatMap(([cle, e]) => (premiers.has(cle) ? enRelu(e) : []));
};

/** How many of each type, then of each day of a database: what a log may say, since it names nobody. */
export const compterRelus = (
  relus: readonly Relu[],
): { types: Record<string, number>; jours: Record<string, number> } => {
  const compter = (cleDe: (r: Relu) => string): Record<string, number> => {
    const n: Record<string, number> = {};
    for (const r of relus) n[cleDe(r)] = (n[cleDe(r)] ?? 0) + 1;
    return n;
  };
  return { types: compter((r) => r.type), jours: compter((r) => `${r.base} ${r.jour ?? ''}`.trim()) };
};
