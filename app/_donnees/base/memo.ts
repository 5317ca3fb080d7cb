import { codesAntennes } from '#shared/domain/antenne/registre';
import { ouvrir, sceller } from '../chiffrement/chiffrement';
import { nomBase } from './noms';

/** Something that a screen read and that is read again without the server: one for an account, the last. */
export type Memo = { garder: (valeur: unknown) => Promise<void>; relire: () => Promise<unknown> };

// Named by the base, as all that leaves with the account; whichever antenna was on the screen, it is the account's.
const cleDe = (base: string): string => `tg.chiffres.${base}`;

/** Sealed by the account's data key; undefined where nothing is kept, or where it does not open. */
export const ouvrirMemo = (identifiant: string, base: string, cle: CryptoKey): Memo => {
  const cles = codesAntennes().map((a) => cleDe(nomBase(identifiant, a)));
  return {
    garder: async (valeur) => {
      const scelle = await sceller(cle, valeur);
      for (const k of cles) localStorage.removeItem(k);
      localStorage.setItem(cleDe(base), scelle);
    },
    relire: async () => {
      const scelle = cles.map((k) => localStorage.getItem(k)).find((t) => t !== null);
      return scelle === undefined || scelle === null ? undefined : ouvrir(cle, scelle).catch(() => undefined);
    },
  };
};
