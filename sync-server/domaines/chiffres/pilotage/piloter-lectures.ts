import type { Antenne } from '#shared/contrats/commun';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import type { Exclusions } from '#shared/pilotage/lignes';
import type { Mois } from '#shared/temps/types';
import { lireFinanceurs } from '../../../store/lectures/connus';
import { sansRev } from '../../../store/lire';
import type { Monde } from '../../pointages';
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
  /** [DU-2] Whose rules round the hours; of a table that cannot be read as one, none does. */
  financeurs: () => Promise<Pick<TableFinanceurs, 'au'>>;
  oublierDispenses: (base: string) => void;
  oublierFinanceurs: () => void;
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

const lireTable = async ({ magasin }: Pick<Monde, 'magasin'>): Promise<Pick<TableFinanceurs, 'au'>> => {
  const table = tableFinanceurs((await lireFinanceurs(magasin)).map(sansRev<Financeur>));
  return table.ok ? table.valeur : { au: () => undefined };
};

export const ouvrirLectures = (monde: Pick<Monde, 'magasin'>): Lectures => {
  const dispenses = new Map<string, Promise<Exclusions>>();
  const dites = new Map<Mois, Promise<Dites>>();
  const financeurs = new Map<'', ReturnType<typeof lireTable>>();
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
    financeurs: () => uneFois(financeurs, '', () => lireTable(monde)),
    oublierFinanceurs: () => financeurs.clear(),
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
      financeurs.clear();
      figee = undefined;
    },
  };
};
