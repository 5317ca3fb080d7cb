import type { Antenne } from '#shared/contrats/commun';
import type { Exclusions } from '#shared/pilotage/lignes';
import type { Mois } from '#shared/temps/types';
import type { Monde } from '../../pointages/monde/monde';
import { type Dites, lireDites } from './piloter-ailleurs';
import { type Fige, lireExclusions, lireFige } from './piloter-figes';

/** Months of which what was told is kept in mind: the open ones and the last. */
const MOIS_DITS = 3;

/** What counting reads again and again, kept in mind until it is said to have changed. */
export type Lectures = {
  dispenses: (base: string) => Promise<Exclusions>;
  /** Of one month of an antenna at a time: what it froze is large. */
  fige: (antenne: Antenne, mois: Mois) => Promise<Fige | undefined>;
  dites: (mois: Mois) => Promise<Dites>;
  oublierDispenses: (base: string) => void;
  oublierCloture: (mois: Mois) => void;
  oublier: () => void;
};

/** Read once for each key; what could not be read is not kept: it is read again when it is asked again. */
const uneFois = <K, T>(connues: Map<K, Promise<T>>, cle: K, lire: () => Promise<T>): Promise<T> => {
  const connue = connues.get(cle);
  if (connue) return connue;
  const lue = lire().catch((e: unknown) => {
    connues.delete(cle);
    throw e;
  });
  connues.set(cle, lue);
  return lue;
};

export const ouvrirLectures = (monde: Pick<Monde, 'magasin'>): Lectures => {
  const dispenses = new Map<string, Promise<Exclusions>>();
  const dites = new Map<Mois, Promise<Dites>>();
  let figee: { cle: string; fige: Fige | undefined } | undefined;
  return {
    dispenses: (base) => uneFois(dispenses, base, async () => (await lireExclusions(monde, base)).dispenses),
    fige: async (antenne, mois) => {
      const cle = `${antenne} ${mois}`;
      if (figee?.cle !== cle) figee = { cle, fige: await lireFige(monde, antenne, mois) };
      return figee.fige;
    },
    dites: (mois) => {
      if (!dites.has(mois) && dites.size >= MOIS_DITS) dites.clear();
      return uneFois(dites, mois, () => lireDites(monde, mois));
    },
    oublierDispenses: (base) => {
      dispenses.delete(base);
      figee = undefined;
    },
    oublierCloture: (mois) => {
      dites.delete(mois);
      figee = undefined;
    },
    oublier: () => {
      dispenses.clear();
      dites.clear();
      figee = undefined;
    },
  };
};
