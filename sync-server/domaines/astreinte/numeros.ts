import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { idUsager } from '#shared/contrats/ids';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { TelephonesDe } from '#shared/domain/appariement/chevauchement';
import { numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import type { DateCivile } from '#shared/temps/types';
import { lireUsagers } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { clesType, plageType } from '../../store/types';

const lireGestes = async (m: Magasin): Promise<Rattachement[]> =>
  (await Promise.all(codesAntennes().map((antenne) => plageType(m, 'rattachement', { antenne })))).flat();

/** [PT-5] Whose numbers are, by the files or by a manager's gesture: read at the first question, for one pass of the watch. */
export type Numeros = {
  /** Those of these numbers that are a usager's that day. */
  parmiUsagers: (numeros: readonly string[], jour: DateCivile) => Promise<ReadonlySet<string>>;
  /** Those of these numbers that are several usagers' that day: a couple's. */
  partages: (numeros: readonly string[], jour: DateCivile) => Promise<ReadonlySet<string>>;
  /** The numbers of a usager that day. */
  de: (u: Usager, jour: DateCivile) => Promise<string[]>;
  /** Those of these usagers, each read in that antenna; of another, none. */
  telephones: (usagers: readonly { antenne: Antenne; usagerId: string }[]) => Promise<TelephonesDe>;
};

export const ouvrirNumeros = (m: Magasin): Numeros => {
  let lus: Promise<Rattachement[]> | undefined;
  const gestes = (): Promise<Rattachement[]> => {
    lus ??= lireGestes(m);
    return lus;
  };
  /** Those of these numbers that so many usagers have. */
  const auMoins = async (nombre: number, numeros: readonly string[], jour: DateCivile): Promise<Set<string>> => {
    const usagers = [...(await lireUsagers(m)).values()];
    const sources = {
      usagersDe: (n: string) => usagers.flatMap(({ doc }) => (doc.telephones.includes(n) ? doc.id : [])),
      rattachements: await gestes(),
    };
    return new Set(numeros.filter((n) => usagersDuNumero(n, jour, sources).usagers.length >= nombre));
  };
  return {
    parmiUsagers: (numeros, jour) => auMoins(1, numeros, jour),
    partages: (numeros, jour) => auMoins(2, numeros, jour),
    de: async (u, jour) => numerosDeLUsager(u, jour, await gestes()),
    telephones: async (usagers) => {
      if (usagers.length === 0) return () => [];
      const lus = new Map<string, Usager>();
      for (const antenne of new Set(usagers.map((u) => u.antenne))) {
        const ids = new Set(usagers.flatMap((u) => (u.antenne === antenne ? idUsager(u.usagerId) : [])));
        for (const u of await clesType(m, 'usager', [...ids], { antenne })) if (u) lus.set(u.id, u);
      }
      const tous = await gestes();
      return (id, jour) => {
        const usager = lus.get(id);
        return usager ? numerosDeLUsager(usager, jour, tous) : [];
      };
    },
  };
};
