import type { Lot } from './garder';

// The batch outlives the screen: she looks at a visit and comes back. In memory only, and gone with the page.

let souvenir: { nom: string; lot: Lot } | undefined;

/** `nom`: of the open database, one an account and antenna. */
export const seSouvenir = (nom: string, lot: Lot): void => {
  souvenir = { nom, lot };
};
export const rappeler = (nom: string): Lot | undefined => (souvenir?.nom === nom ? souvenir.lot : undefined);
