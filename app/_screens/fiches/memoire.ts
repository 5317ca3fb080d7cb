import type { Lot } from './garder';
import type { Heures } from './lire';

// The batch outlives the screen: she looks at a visit and comes back. In memory only, and gone with the page.

let souvenir: { nom: string; lot: Lot } | undefined;

/** `nom`: of the open database, one an account and antenna. */
export const seSouvenir = (nom: string, lot: Lot): void => {
  souvenir = { nom, lot };
};
export const rappeler = (nom: string): Lot | undefined => (souvenir?.nom === nom ? souvenir.lot : undefined);

const brouillons = new Map<string, Heures>();

/** Hours typed and not kept: there again when she comes back from elsewhere. `cle`: of the line. */
export const noterBrouillon = (nom: string, cle: string, heures: Heures): void => {
  if (heures.arrivee === '' && heures.depart === '') brouillons.delete(`${nom} ${cle}`);
  else brouillons.set(`${nom} ${cle}`, heures);
};
export const lireBrouillon = (nom: string, cle: string): Heures | undefined => brouillons.get(`${nom} ${cle}`);
