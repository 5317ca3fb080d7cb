import { dateParis } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import type { NumerosConnus } from './attribuer';
import { estEcarte, usagersDuNumero } from './numeros';

/** A punch seen from a number that is not its usager's; without usager: it names nobody. */
export type Vu = { usagerId: string | undefined; instant: Instant };
export type Proposable = { usagerId: string; pointages: number; premier: Instant; dernier: Instant };

/** After every gesture, whatever date it bears. */
const PLUS_TARD = '9999-12-31' as DateCivile;

/**
 * [PT-8] Whom to propose a number for: every punch seen from it names the same usager, `minimum` of them at least, it is
 * nobody's (neither on the day of the last one nor since), and no manager has set it aside for that usager. An aide's own
 * number, where the files do not give it, is most often seen with several usagers, hence not proposed either.
 */
export const proposerUsager = (
  numero: string,
  vus: readonly Vu[],
  connus: Pick<NumerosConnus, 'usagersDe' | 'rattachements'>,
  minimum: (date: DateCivile) => number,
): Proposable | undefined => {
  const instants = vus.map((v) => v.instant).sort();
  const [premier, dernier] = [instants[0], instants.at(-1)];
  const usagerId = vus[0]?.usagerId;
  if (usagerId === undefined || premier === undefined || dernier === undefined) return undefined;
  const date = dateParis(dernier);
  if (vus.length < minimum(date) || vus.some((v) => v.usagerId !== usagerId)) return undefined;
  if ([date, PLUS_TARD].some((d) => usagersDuNumero(numero, d, connus).usagers.length > 0)) return undefined;
  return estEcarte(numero, usagerId, connus.rattachements)
    ? undefined
    : { usagerId, pointages: vus.length, premier, dernier };
};
