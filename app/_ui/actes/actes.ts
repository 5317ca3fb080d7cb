import type { Correction } from '#shared/contrats/corrections/correction';

/** A gesture other than a correction: it says whether something of it still stood to be taken back. */
type AutreGeste = { id: string; defaire: () => Promise<boolean> };
/** What one Ctrl Z undoes: one correction, a whole lot, or another gesture. */
export type Acte = readonly Correction[] | AutreGeste;
const ACTES_MAX = 100;

// What was done here since the application opened, the last act last: Ctrl Z takes back the last one, wherever it is typed.
const parPoste = new WeakMap<object, readonly Acte[]>();

export const actes = {
  lire: (poste: object): readonly Acte[] => parPoste.get(poste) ?? [],
  poser: (poste: object, siens: readonly Acte[]): void => void parPoste.set(poste, siens),
};

export const retenirPourAnnuler = (poste: object, acte: Acte): void =>
  actes.poser(poste, [...actes.lire(poste).slice(1 - ACTES_MAX), acte]);

/** Taken back by another way: Ctrl Z no longer means it. */
export const oublierActe = (poste: object, id: string): void =>
  actes.poser(
    poste,
    actes.lire(poste).filter((a) => !('defaire' in a) || a.id !== id),
  );
