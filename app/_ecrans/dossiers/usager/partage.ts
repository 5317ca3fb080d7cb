import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import type { DateCivile } from '#shared/temps/types';
import type { NumerosDuPoste } from '../../../_ui/personnes/connus';

/** As on her own sheet: « Mme Monique AUBERT ». */
export const nomCivil = (u: Pick<Usager, 'civilite' | 'prenom' | 'nom'>): string =>
  `${u.civilite === 'M' ? 'M.' : 'Mme'}\u00a0${u.prenom} ${u.nom.toLocaleUpperCase('fr')}`;

/** The SVI offers at most so many keys; beyond, it asks for the code. */
const OFFERTS_MAX = 9;

/** Who shares this usager's telephone, in the order of the keys that the SVI offers for it; empty where it is hers alone. */
export const partageDe = (
  usager: Usager,
  jour: DateCivile,
  usagers: ReadonlyMap<string, Usager>,
  connus: NumerosDuPoste,
): string[] => {
  const groupes = numerosDeLUsager(usager, jour, connus.rattachements).map(
    (numero) => usagersDuNumero(numero, jour, connus).usagers,
  );
  const partage = groupes.find((ids) => ids.length > 1 && ids.length <= OFFERTS_MAX) ?? [];
  return partage.flatMap((id) => {
    const u = usagers.get(id);
    return u ? [nomCivil(u)] : [];
  });
};
