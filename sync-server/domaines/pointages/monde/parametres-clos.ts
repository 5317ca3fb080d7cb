import type { Antenne } from '#shared/contrats/commun';
import { idCloture } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { ParametresAu } from '#shared/domain/types';
import { moisDe } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { lireCadreDe } from '../../../store/lectures/clos';
import { parametresFiges } from '../../../store/lectures/figes';
import { clesType, lireType } from '../../../store/types';
import type { Monde } from './monde';

export const PARAMETRES_APPARIEMENT: readonly string[] = [
  'dureeMax',
  'doublon',
  'rapprochement',
  'enchaine',
  'prestationParDefaut',
];

/** The parameters by which a day of an antenna is paired, where a closing froze them; undefined: today's. */
export type ParametresDesClos = (antenne: Antenne, date: DateCivile) => ParametresAu | undefined;

const cle = (antenne: Antenne, mois: Mois): string => `${antenne} ${mois}`;

/** What a closing froze never changes, and is read once. `encore`: a month that was still open is looked at again. */
const lireFiges = async (
  { magasin, figes, ouverts }: Monde,
  antenne: Antenne,
  mois: readonly Mois[],
  encore: boolean,
): Promise<void> => {
  const inconnus = mois.filter((x) => !figes.has(cle(antenne, x)) && (encore || !ouverts.has(cle(antenne, x))));
  if (inconnus.length === 0) return;
  const clotures = await clesType(magasin, 'cloture', inconnus.map(idCloture), { antenne });
  await Promise.all(
    clotures.map(async (c) => {
      const cadre = c && (await lireCadreDe(magasin, c, lireType));
      if (cadre) figes.set(cle(antenne, c.mois), parametresFiges(cadre));
    }),
  );
  // Not before what they froze is there: another days' reading may ask for them meanwhile.
  for (const x of inconnus) ouverts.add(cle(antenne, x));
};

/**
 * [CL-2] A parameter that was written since a month was closed, or that came since with the product, changes nothing in it: a late punch
 * pairs its day again by what the closing froze. Where no parameter of pairing was ever written, a month that was once seen open is closed
 * by today's defaults.
 */
export const lireParametresDesClos = async (monde: Monde, jours: readonly DateCivile[]): Promise<ParametresDesClos> => {
  const ecrits = [...monde.annuaire.parametres()].some((p) => PARAMETRES_APPARIEMENT.includes(p.cle));
  const mois = [...new Set(jours.map(moisDe))];
  await Promise.all(codesAntennes().map((antenne) => lireFiges(monde, antenne, mois, ecrits)));
  return (antenne, date) => monde.figes.get(cle(antenne, moisDe(date)));
};
