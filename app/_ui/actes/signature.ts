import type { Antenne } from '#shared/contrats/commun';
import type { TypeSaisie } from '#shared/contrats/saisie';
import type { DateCivile, Instant } from '#shared/temps/types';

/** Who types, from where, when. */
export type Signature = { auteur: string; poste: string; antenne: Antenne; maintenant: Instant; id: string };

/** What every saisie says of itself; `date` places it in the window of months. */
export const signee = <T extends TypeSaisie>(type: T, date: DateCivile, s: Signature) => ({
  _id: `${type}:${date}:${s.id}`,
  type,
  id: s.id,
  date,
  antenne: s.antenne,
  auteur: s.auteur,
  instant: s.maintenant,
  poste: s.poste,
});
