import type { Usager } from '#shared/contrats/dossiers/dossiers';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import type { DateCivile } from '#shared/temps/types';
import { lireUsagers } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';

const lireGestes = async (m: Magasin): Promise<Rattachement[]> =>
  (await Promise.all(codesAntennes().map((antenne) => plageType(m, 'rattachement', { antenne })))).flat();

/** [PT-5] Whose numbers are, by the files or by a manager's gesture: read at the first question, for one pass of the watch. */
export type Numeros = {
  /** Those of these numbers that are a usager's that day. */
  parmiUsagers: (numeros: readonly string[], jour: DateCivile) => Promise<ReadonlySet<string>>;
  /** The numbers of a usager that day. */
  de: (u: Usager, jour: DateCivile) => Promise<string[]>;
};

export const ouvrirNumeros = (m: Magasin): Numeros => {
  let lus: Promise<Rattachement[]> | undefined;
  const gestes = (): Promise<Rattachement[]> => {
    lus ??= lireGestes(m);
    return lus;
  };
  return {
    parmiUsagers: async (numeros, jour) => {
      const usagers = [...(await lireUsagers(m)).values()];
      const sources = {
        usagersDe: (n: string) => usagers.flatMap(({ doc }) => (doc.telephones.includes(n) ? doc.id : [])),
        rattachements: await gestes(),
      };
      return new Set(numeros.filter((n) => usagersDuNumero(n, jour, sources).usagers.length > 0));
    },
    de: async (u, jour) => numerosDeLUsager(u, jour, await gestes()),
  };
};
