import type { Acquittement, Alerte } from '../../contrats/exploitation/alerte';
import { idAlerte } from '../../contrats/ids';
import { parInstant } from '../appariement/ordre';

type Visee = Pick<Alerte, '_id'> & Partial<Alerte>;
/** Who has seen an alert, first; undefined: it is to be seen. */
export type Vues = (a: Visee) => Acquittement | undefined;

/** An overlap was once said of each of its two visits: who had seen one of these had seen it. */
const anciensIds = ({ genre, depuis, interventionId, autre }: Visee): string[] =>
  genre === 'CHEVAUCHEMENT' && depuis && interventionId !== undefined && autre
    ? [idAlerte(depuis, genre, interventionId), idAlerte(autre.date, genre, autre.interventionId)]
    : [];

/**
 * Who has seen each alert first, since it was last said to be seen again: two PCs offline may acknowledge the same one, and
 * nothing is lost by it.
 */
export const lecteurVues = (acquittements: readonly Acquittement[]): Vues => {
  const dernier = new Map<string, Acquittement>();
  for (const a of [...acquittements].sort(parInstant)) {
    const avant = dernier.get(a.alerteId);
    if (a.annule || !avant || avant.annule) dernier.set(a.alerteId, a);
  }
  return (a) => {
    const dit =
      dernier.get(a._id) ??
      anciensIds(a)
        .flatMap((id) => dernier.get(id) ?? [])
        .find((v) => !v.annule);
    return dit?.annule ? undefined : dit;
  };
};
