import type { Antenne } from '#shared/contrats/commun';
import type { Cible, Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { ciblesDe } from '#shared/domain/intervention/cibles';
import type { LigneCorrection } from '#shared/formats/corrections/corrections';
import type { DateCivile } from '#shared/temps/types';

type DeQui = Pick<Intervention, 'usagerId' | 'intervenantId' | 'codePrestation'>;
/**
 * Where a correction lands: its intervention (`groupe` tells it from the others), its civil date and antenna; `deQui`: whose it is, of
 * one that there is already.
 */
export type Place = { groupe: string; date: DateCivile; antenne: Antenne; deQui?: DeQui };

const cle = ({ genre, id }: Cible): string => `${genre}:${id}`;

/** [CO-7] From what a correction names to where it lands; a CREATION taken in the same file is added as it comes. */
export type Places = {
  trouver: (cible: Cible) => Place | undefined;
  ajouterCreation: (id: string, place: Place) => void;
};

export const indexerPlaces = (interventions: Iterable<Intervention>, corrections: Iterable<Correction>): Places => {
  const places = new Map<string, Place>();
  for (const i of interventions)
    for (const cible of ciblesDe(i))
      places.set(cle(cible), { groupe: i._id, date: i.date, antenne: i.antenne, deQui: i });
  const trouver = (cible: Cible): Place | undefined => places.get(cle(cible));
  const ajouterCreation = (id: string, place: Place): void => {
    const propre = cle({ genre: 'CREATION', id });
    if (!places.has(propre)) places.set(propre, place);
  };
  for (const c of corrections)
    if (c.nature === 'CREATION')
      ajouterCreation(
        c.id,
        (c.cible && trouver(c.cible)) ?? { groupe: `CREATION:${c.id}`, date: c.date, antenne: c.antenne },
      );
  return { trouver, ajouterCreation };
};

/** The target that a row names: the punch first, then the planned visit, then the creation. */
export const cibleDeLigne = (l: LigneCorrection): Cible | undefined => {
  if (l.id_pointage !== undefined) return { genre: 'POINTAGE', id: l.id_pointage };
  if (l.id_planning !== undefined) return { genre: 'VISITE', id: l.id_planning };
  return l.id_creation === undefined ? undefined : { genre: 'CREATION', id: l.id_creation };
};

export const COLONNE_CIBLE = {
  POINTAGE: 'id_pointage',
  VISITE: 'id_planning',
  CREATION: 'id_creation',
} as const satisfies Record<Cible['genre'], keyof LigneCorrection>;
