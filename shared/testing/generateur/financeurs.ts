import type { Dispositif, ModeArrondi } from '../../contrats/commun';
import type { LigneFinanceur } from '../../formats/financeurs/financeurs';
import { dateCivileSchema, minutes } from '../../temps/types';

type Regle = [
  code: string,
  libelle: string,
  dispositif: Dispositif,
  tolerance: number,
  plafond: boolean,
  pas: number,
  mode: ModeArrondi,
  centimes: number,
];

const REGLES: readonly Regle[] = [
  ['DASES_APA', 'Ville de Paris - APA', 'APA', 5, false, 1, 'PROCHE', 2458],
  ['DASES_ASLPA', 'Ville de Paris - ASL PA', 'ASL_PA', 0, false, 15, 'PROCHE', 2350],
  ['DASES_ASLPH', 'Ville de Paris - ASL PH', 'ASL_PH', 0, false, 15, 'PROCHE', 2350],
  ['DASES_PCH', 'Ville de Paris - PCH', 'PCH', 0, true, 1, 'PROCHE', 2458],
  ['CNAV', 'CNAV Île-de-France', 'CAISSE_RETRAITE', 0, true, 30, 'PROCHE', 2630],
  ['MUT_SOLIDAIRE', 'Mutuelle solidaire', 'MUTUELLE', 0, false, 15, 'INFERIEUR', 2700],
  ['ASSIST_PLUS', 'Assistance plus', 'ASSISTANCE', 0, false, 30, 'SUPERIEUR', 2800],
  ['DEP92', 'Hauts-de-Seine', 'DEPARTEMENT_AUTRE', 10, false, 1, 'PROCHE', 2400],
  ['CPAM75', 'CPAM de Paris', 'CPAM', 0, false, 1, 'PROCHE', 2500],
  ['ETAT', 'État - résidences', 'ETAT', 0, false, 1, 'PROCHE', 2350],
  ['PROPRE', 'Tarif propre', 'TARIF_PROPRE', 0, false, 1, 'PROCHE', 2910],
];

export const DEBUT_SERVICE = dateCivileSchema.parse('2024-01-01');

/** Funders with the rounding rules of [DU-2]; the CNAV's change in the middle of the last month. */
export const genererFinanceurs = (changementCnav: LigneFinanceur['date_debut']): LigneFinanceur[] => {
  const lignes = REGLES.map(
    ([code, libelle, dispositif, tolerance, plafond_prevu, pas, mode, tarif_horaire]): LigneFinanceur => ({
      code,
      libelle,
      dispositif,
      date_debut: DEBUT_SERVICE,
      tolerance: minutes(tolerance),
      plafond_prevu,
      pas: minutes(pas),
      mode,
      tarif_horaire,
    }),
  );
  const cnav = lignes.filter((l) => l.code === 'CNAV');
  const suite = cnav.map((l) => ({
    ...l,
    date_debut: changementCnav,
    plafond_prevu: false,
    pas: minutes(15),
    tarif_horaire: 2660,
  }));
  return [...lignes, ...suite];
};
