import { CODES_ANTENNES } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import type { DateCivile } from '#shared/temps/types';
import { lireUsagers } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';

const lireGestes = async (m: Magasin): Promise<Rattachement[]> =>
  (await Promise.all(CODES_ANTENNES.map((antenne) => plageType(m, 'rattachement', { antenne })))).flat();

/** [PT-5] Whether a number is a usager's that day, by the files or by a manager's gesture. */
export const estDUsager = async (m: Magasin, numero: string, jour: DateCivile): Promise<boolean> => {
  const usagers = [...(await lireUsagers(m)).values()];
  return (
    usagersDuNumero(numero, jour, {
      usagersDe: (n) => usagers.flatMap(({ doc }) => (doc.telephones.includes(n) ? doc.id : [])),
      rattachements: await lireGestes(m),
    }).usagers.length > 0
  );
};

/** [PT-5] The numbers of a usager that day. */
export const numerosDe = async (m: Magasin, u: Usager, jour: DateCivile): Promise<string[]> =>
  numerosDeLUsager(u, jour, await lireGestes(m));
