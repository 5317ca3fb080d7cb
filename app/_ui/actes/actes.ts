import type { Correction } from '#shared/contrats/corrections/correction';

/**
 * A gesture other than a correction: it says whether something of it still stood to be taken back, and throws where the disk refuses
 * [CO-6]; `dit` names it.
 */
type AutreGeste = { id: string; dit: string; defaire: () => Promise<boolean> };
/** What one Ctrl Z undoes: one correction, a whole lot, or another gesture. */
export type Acte = readonly Correction[] | AutreGeste;
const ACTES_MAX = 100;

// What was done here since the application opened, the last act last: Ctrl Z takes back the last one, wherever it is typed.
const parPoste = new WeakMap<object, readonly Acte[]>();
/** The screen on which each was done. */
const chemins = new WeakMap<Acte, string>();
const ici = (): string => (typeof location === 'undefined' ? '' : location.pathname);

export const actes = {
  lire: (poste: object): readonly Acte[] => parPoste.get(poste) ?? [],
  poser: (poste: object, siens: readonly Acte[]): void => void parPoste.set(poste, siens),
};

/** Done on the screen that is shown now: taking it back is seen there. */
export const faitIci = (acte: Acte): boolean => chemins.get(acte) === ici();

export const retenirPourAnnuler = (poste: object, acte: Acte): void => {
  chemins.set(acte, ici());
  actes.poser(poste, [...actes.lire(poste).slice(1 - ACTES_MAX), acte]);
};

/** Takes it out of what Ctrl Z offers while it is being taken back; what this gives puts it where it was. */
export const sortirActe = (poste: object, acte: Acte): (() => void) => {
  const avant = actes.lire(poste);
  actes.poser(
    poste,
    avant.filter((a) => a !== acte),
  );
  return () => {
    const restent = actes.lire(poste);
    const anciens = avant.filter((a) => a === acte || restent.includes(a));
    actes.poser(poste, [...anciens, ...restent.filter((a) => !avant.includes(a))]);
  };
};

/** Taken back by another way: Ctrl Z no longer means it. */
export const oublierActe = (poste: object, id: string): void =>
  actes.poser(
    poste,
    actes.lire(poste).filter((a) => !('defaire' in a) || a.id !== id),
  );

type Demande = (poste: object, acte: Acte) => void;
let demande: Demande | undefined;
/** Who takes an act back when its notice asks for it: what does so is loaded then, and not with each screen. */
export const surDemandeDAnnuler = (f: Demande): void => {
  demande = f;
};

/** What the button of its notice does: it takes back that act, whatever came after it. */
export const annulable =
  (poste: object, acte: Acte): (() => void) =>
  () =>
    demande?.(poste, acte);
