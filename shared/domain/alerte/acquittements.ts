import { type Acquittement, type Alerte, traitsAlerte } from '../../contrats/exploitation/alerte';
import { idAlerte } from '../../contrats/ids';
import { ajouterA } from '../../listes';
import { parInstant } from '../appariement/ordre';

type Visee = Pick<Alerte, '_id'> & Partial<Alerte>;
/** Who has seen an alert, first; undefined: it is to be seen. */
export type Vues = (a: Visee) => Acquittement | undefined;

/** An overlap was once said of each of its two visits: who had seen one of these had seen it. */
const anciensIds = ({ genre, depuis, interventionId, autre }: Visee): string[] =>
  genre === 'CHEVAUCHEMENT' && depuis && interventionId !== undefined && autre
    ? [idAlerte(depuis, genre, interventionId), idAlerte(autre.date, genre, autre.interventionId)]
    : [];

/** Of a planned hour: a visit that is moved to later, and missed again, is another fact under the same id. */
const nAvaitPasLieu = ({ genre, instant }: Visee, v: Acquittement): boolean =>
  traitsAlerte(genre)?.aSonHeure === true && instant !== undefined && v.instant < instant;

/** Who was first, since it was last said to be seen again; `dites`: by instant. */
const premiere = (dites: readonly Acquittement[]): Acquittement | undefined => {
  let dit: Acquittement | undefined;
  for (const a of dites) if (a.annule || !dit || dit.annule) dit = a;
  return dit;
};

/**
 * Who has seen each alert first, since it was last said to be seen again: two PCs offline may acknowledge the same one, and
 * nothing is lost by it. What was seen before the hour of a missed visit is not that fact [AL-7].
 */
export const lecteurVues = (acquittements: readonly Acquittement[]): Vues => {
  const parAlerte = new Map<string, Acquittement[]>();
  for (const v of [...acquittements].sort(parInstant)) {
    ajouterA(parAlerte, v.alerteId, v);
  }
  const dire = (id: string, a: Visee): Acquittement | undefined =>
    premiere((parAlerte.get(id) ?? []).filter((v) => !nAvaitPasLieu(a, v)));
  return (a) => {
    const dit =
      dire(a._id, a) ??
      anciensIds(a)
        .flatMap((id) => dire(id, a) ?? [])
        .find((v) => !v.annule);
    return dit?.annule ? undefined : dit;
  };
};
