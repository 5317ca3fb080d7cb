import type { Lot } from './garder';

// Day and aide outlive the screen: she looks at a visit and comes back. In memory only, and gone with the page, whose address says them.

type DeQui = Pick<Lot, 'date' | 'intervenantId'>;

let souvenir: { nom: string; lot: DeQui } | undefined;

/** `nom`: of the open database, one an account and antenna. */
export const seSouvenir = (nom: string, { date, intervenantId }: DeQui): void => {
  souvenir = { nom, lot: { date, intervenantId } };
};
export const rappeler = (nom: string): DeQui | undefined => (souvenir?.nom === nom ? souvenir.lot : undefined);
