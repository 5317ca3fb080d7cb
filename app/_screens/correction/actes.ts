import type { Correction } from '#shared/contrats/correction';

/** One correction, or a whole lot: what one Ctrl Z undoes. */
export type Acte = readonly Correction[];
const ACTES_MAX = 100;

// What was typed here since the application opened, the last act last.
const parPoste = new WeakMap<object, readonly Acte[]>();

export const actes = {
  lire: (poste: object): readonly Acte[] => parPoste.get(poste) ?? [],
  poser: (poste: object, siens: readonly Acte[]): void => void parPoste.set(poste, siens),
};

export const retenirPourAnnuler = (poste: object, acte: Acte): void =>
  actes.poser(poste, [...actes.lire(poste).slice(1 - ACTES_MAX), acte]);
