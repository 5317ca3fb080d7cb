import type { Dispositif } from '../contrats/commun';
import type { StatutRetenu } from '../contrats/corrections/intervention';
import type { StatutDispense } from '../contrats/dossiers/consultation';
import { majuscule } from '../mots/textes';

/** How each type of aid is called in a column. */
export const DISPOSITIFS_EN_MOTS: Readonly<Record<Dispositif, string>> = {
  APA: 'APA',
  ASL_PA: 'ASL personnes âgées',
  ASL_PH: 'ASL personnes handicapées',
  PCH: 'PCH',
  CAISSE_RETRAITE: 'Caisses de retraite',
  MUTUELLE: 'Mutuelles',
  ASSISTANCE: 'Assistance',
  DEPARTEMENT_AUTRE: 'Autres départements',
  CPAM: 'CPAM',
  ETAT: 'État',
  TARIF_PROPRE: 'Tarif propre',
};

/** How a visit is said to stand, in a planning. */
export const STATUTS_EN_MOTS: Readonly<Record<StatutRetenu, string>> = {
  PREVUE: 'Prévue',
  EN_COURS: 'En cours',
  COMPLETE: 'Faite',
  SANS_ARRIVEE: 'Sans arrivée',
  SANS_DEPART: 'Sans départ',
  NON_POINTEE: 'Non pointée',
  COUVERTE: 'Couverte',
  CORRIGEE: 'Faite, corrigée',
  CREEE: 'Faite, saisie à la main',
  ANNULEE: 'Annulée',
};

/** The same of one of which no punch is expected, as screens do: « Hospitalisation », « À retirer (décès) », « Fiche à saisir ». */
export const dispenseeEnMots = ({ statut, dispense }: { statut: StatutDispense; dispense: string }): string => {
  if (statut === 'ABSENCE') return majuscule(dispense);
  return statut === 'A_RETIRER' ? `À retirer (${dispense})` : 'Fiche à saisir';
};
