import type { Session } from '#shared/contrats/acces/compte';
import { acces, type EtatAcces } from '../acces/etat';
import { lireCompte } from '../base/stockage';

// A page just loaded asks the server for what it will show as soon as it knows for whom, while what the PC holds is opened: one after
// the other, the slowest pages would be slower still.

/** Who comes later asks again: what was asked ahead is of the moment when the page was loaded. */
const DELAI_MS = 20_000;

const tenues = new Set<() => void>();
const oublierTout = (): void => {
  for (const oublier of tenues) oublier();
  tenues.clear();
};
/** Whoever gets in otherwise than by the session that went on takes nothing that it asked for. */
const SUITES: readonly EtatAcces['etape'][] = ['OUVERTURE', 'OUVERT', 'LEGER'];
acces.abonner(() => {
  if (!SUITES.includes(acces.lire().etape)) oublierTout();
});

export type Devancee<A extends readonly unknown[], T> = {
  /** Asks now. */
  devancer: (...demande: A) => Promise<T>;
  /** What was asked ahead, if it is that, once; else asks. */
  lire: (...demande: A) => Promise<T>;
};

/** A reading that may be asked for ahead; its refusal is told to whoever takes it. */
export const devancable = <A extends readonly unknown[], T>(lire: (...demande: A) => Promise<T>): Devancee<A, T> => {
  let tenue: { cle: string; valeur: Promise<T> } | undefined;
  const oublier = (): void => {
    tenue = undefined;
  };
  return {
    devancer: (...demande) => {
      const t = { cle: JSON.stringify(demande), valeur: lire(...demande) };
      tenue = t;
      tenues.add(oublier);
      t.valeur.catch(() => undefined);
      setTimeout(() => {
        if (tenue === t) oublier();
      }, DELAI_MS);
      return t.valeur;
    },
    lire: (...demande) => {
      const t = tenue;
      oublier();
      return t?.cle === JSON.stringify(demande) ? t.valeur : lire(...demande);
    },
  };
};

/**
 * Does it where the page has just been loaded by someone whose session goes on. What it asks may be refused: that is said by whoever
 * takes it.
 */
export const aLOuverture = (travail: (session: Session) => Promise<unknown>): void => {
  const suivre = (): void => {
    const e = acces.lire();
    if (e.etape === 'OUVERTURE' && !e.session) return;
    cesser();
    if (e.etape === 'OUVERTURE' && e.session) travail(e.session).catch(() => undefined);
  };
  const cesser = acces.abonner(suivre);
  suivre();
};

/**
 * Code that only who is signed in needs: fetched at once where this PC knows an account, else while the first one signs in, so that
 * the form is there sooner.
 */
export const devancerCode = (precharger: () => void): void => {
  // Where the pages are made, there is nobody.
  if (typeof window === 'undefined') return;
  if (lireCompte()) precharger();
  else addEventListener('keydown', precharger, { once: true });
};
