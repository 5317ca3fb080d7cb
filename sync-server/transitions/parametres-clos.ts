import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { ParametresAu } from '#shared/domain/types';
import { moisDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { parametresFiges } from '../use-cases/cloture/mois-clos';
import { lireCloture } from '../use-cases/cloturer-report';
import type { Monde } from './monde';

export const PARAMETRES_APPARIEMENT: readonly string[] = [
  'dureeMax',
  'doublon',
  'rapprochement',
  'prestationParDefaut',
];

/** The parameters by which a day of an antenna is paired, where a closing froze them; undefined: today's. */
export type ParametresDesClos = (antenne: Antenne, date: DateCivile) => ParametresAu | undefined;

/**
 * [CL-2] A parameter that was written since a month was closed changes nothing in it: a late punch pairs its day again by what the
 * closing froze. Nothing is read where no parameter of pairing was ever written: all months have the defaults.
 */
export const lireParametresDesClos = async (monde: Monde, jours: readonly DateCivile[]): Promise<ParametresDesClos> => {
  const ecrits = [...monde.annuaire.parametres()].some((p) => PARAMETRES_APPARIEMENT.includes(p.cle));
  if (!ecrits) return () => undefined;
  const figes = new Map<string, ParametresAu>();
  for (const mois of new Set(jours.map(moisDe)))
    for (const antenne of CODES_ANTENNES) {
      const cloture = await lireCloture(monde.magasin, antenne, mois);
      if (cloture) figes.set(`${antenne} ${mois}`, parametresFiges(cloture));
    }
  return (antenne, date) => figes.get(`${antenne} ${moisDe(date)}`);
};
