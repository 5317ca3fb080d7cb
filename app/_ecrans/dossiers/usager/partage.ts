import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { initialeDe } from '#shared/domain/pointage/noms-parles';
import { numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { appelablesDe, voieDe } from '#shared/domain/pointage/offerts';
import { estSorti, SORTI_APRES_J, sortiLe } from '#shared/domain/pointage/sorti';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { NumerosDuPoste } from '../../../_ui/personnes/connus';

/** As on her own sheet: « Mme Monique AUBERT ». */
export const nomCivil = (u: Pick<Usager, 'civilite' | 'prenom' | 'nom'>): string =>
  `${u.civilite === 'M' ? 'M.' : 'Mme'}\u00a0${u.prenom} ${u.nom.toLocaleUpperCase('fr')}`;

type Parle = Usager & { initiale: string };

/** All whose number each of hers is, gone or not, as the SVI speaks of them. */
const groupesDe = (
  usager: Usager,
  jour: DateCivile,
  usagers: ReadonlyMap<string, Usager>,
  connus: NumerosDuPoste,
): Parle[][] =>
  numerosDeLUsager(usager, jour, connus.rattachements).map((numero) =>
    usagersDuNumero(numero, jour, connus).usagers.flatMap((id) => {
      const u = usagers.get(id);
      return u ? [{ ...u, initiale: initialeDe(u.nom) }] : [];
    }),
  );

/** Those among whom a key chooses that day, in the order of the keys; empty where the SVI offers none. */
const offerts = (groupe: readonly Parle[], jour: DateCivile): Parle[] => {
  const appelables = appelablesDe(groupe, jour);
  return voieDe(appelables) === 'CHOIX' ? appelables : [];
};

const en = (groupe: readonly Parle[], { id }: Usager): boolean => groupe.some((u) => u.id === id);

/** Who shares this usager's telephone, in the order of the keys that the SVI offers for it; empty where it offers no choice. */
export const partageDe = (
  usager: Usager,
  jour: DateCivile,
  usagers: ReadonlyMap<string, Usager>,
  connus: NumerosDuPoste,
): string[] => {
  const offres = groupesDe(usager, jour, usagers, connus).map((groupe) => offerts(groupe, jour));
  return (offres.find((groupe) => en(groupe, usager)) ?? []).map(nomCivil);
};

/**
 * [PT-5] Whom the sheet beside this usager's telephone may still name, and the SVI offers no more: the keys that it says are no longer
 * the right ones. For as long as one is waited for before they are held to be gone.
 */
export const partisDe = (
  usager: Usager,
  jour: DateCivile,
  usagers: ReadonlyMap<string, Usager>,
  connus: NumerosDuPoste,
): { nom: string; depuis: DateCivile }[] => {
  const partis = groupesDe(usager, jour, usagers, connus)
    .filter((groupe) => en(appelablesDe(groupe, jour), usager))
    .flatMap((groupe) =>
      groupe.flatMap((u) => {
        if (u.absentDepuis === undefined || !estSorti(u, jour)) return [];
        const depuis = sortiLe(u.absentDepuis);
        const avant = offerts(groupe, ajouterJours(depuis, -1));
        const recent = jour < ajouterJours(depuis, SORTI_APRES_J);
        return recent && en(avant, u) && en(avant, usager) ? [[u.id, { nom: nomCivil(u), depuis }] as const] : [];
      }),
    );
  return [...new Map(partis).values()];
};
