import type { BrutFige, EtatFige, VisiteFigee } from '../contrats/cloture/cloture';
import { dateClose, statutClos, type VisiteClose } from '../domain/chiffres/figee';
import { brutsDuMois } from '../domain/cloture/bruts';
import type { DateCivile } from '../temps/types';

/**
 * [RG] A visit that the rates count as corrected or created, under whom they count it: whose the calls were, or, of a created one, whose
 * its hours are. A correction may have given it to others.
 */
export type Corrigee = {
  interventionId: string;
  usagerId: string;
  intervenantId: string;
  /** The day of its calls, else of its hours. */
  date: DateCivile;
  brut?: BrutFige | undefined;
  /** As it was retained; absent where it was for another month, or for a usager whose state is not of these. */
  visite?: VisiteFigee | undefined;
};

/** Those of a month of an antenna, from its states. */
export const corrigeesDe = (etats: readonly Pick<EtatFige, 'usagerId' | 'visites' | 'bruts'>[]): Corrigee[] => {
  const retenues = new Map(etats.flatMap((e) => e.visites.map((v) => [v.interventionId, v] as const)));
  return etats.flatMap((e) => {
    const siennes = new Map(e.visites.map((v) => [v.interventionId, v]));
    const dire = (close: VisiteClose, intervenantId: string, interventionId: string): Corrigee[] => {
      const date = dateClose(close);
      if (date === undefined) return [];
      const visite = retenues.get(interventionId);
      return [{ interventionId, usagerId: e.usagerId, intervenantId, date, brut: close.brut, visite }];
    };
    return [
      ...brutsDuMois(e).flatMap((brut) => {
        const close = { brut, visite: siennes.get(brut.interventionId) };
        return statutClos(close) === 'CORRIGEE' ? dire(close, brut.intervenantId, brut.interventionId) : [];
      }),
      ...e.visites
        .filter((v) => v.statut === 'CREEE')
        .flatMap((visite) => dire({ visite }, visite.intervenantId, visite.interventionId)),
    ];
  });
};
