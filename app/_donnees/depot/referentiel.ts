import type { Parametre } from '#shared/contrats/exploitation/parametre';
import type { EtatDepot, Financeur } from './etat-depot';

/** What the server tells every PC: rules and rates by date, names. */
export type Referentiel = {
  parametres: Parametre[];
  financeurs: Financeur[];
  auteurs?: Record<string, string>;
  collegues?: EtatDepot['collegues'];
};

const CHAMPS = ['parametres', 'financeurs', 'auteurs', 'collegues'] as const satisfies (keyof Referentiel)[];

/**
 * Whether memory says the same already. Each page that opens asks for it: written again, every visit would be folded and every
 * screen drawn a second time.
 */
export const dejaConnu = (e: Pick<EtatDepot, (typeof CHAMPS)[number]>, r: Referentiel): boolean =>
  CHAMPS.every((c) => r[c] === undefined || JSON.stringify(r[c]) === JSON.stringify(e[c]));
