import type { DateCivile } from '#shared/temps/types';
import { MENU } from '../menu';
import type { Ecran } from './chercher';

/** Other words by which a screen of the menu is looked for. */
const MOTS: Readonly<Record<string, string>> = {
  '/aujourdhui/': 'tableau du jour retards',
  '/interventions/': 'visites corrections à traiter grille',
  '/fiches/': 'papier feuilles',
  '/usagers/': 'bénéficiaires personnes aidées',
  '/intervenants/': 'aides à domicile',
  '/planning/': 'semaine calendrier',
  '/numeros/': 'téléphones inconnus rattacher',
  '/alertes/': 'avertissements',
  '/absences/': 'vacances hospitalisation départ décès ehpad',
  '/aide/': 'manuel touches raccourcis statuts',
  '/pilotage/': 'tableau de bord antennes tendance causes oublis chiffres',
  '/etats/': 'statistiques tableaux exports taux de correction plans récapitulatif justificatifs financeurs',
  '/service/': 'téléphone pannes SVI',
  '/disponibilite/': 'taux pannes maintenance rapport activité extranet',
  '/incidents/': 'assistance signaler problème aide bug',
};

/** The screens of the menu, and what is done most from anywhere. */
export const ecransDe = (jour: DateCivile): Ecran[] => [
  ...MENU.map(({ href, libelle }) => ({ href, libelle, mots: MOTS[href] ?? '' })),
  { libelle: 'Nouvelle fiche', href: `/fiches/?${new URLSearchParams({ date: jour })}`, mots: 'papier saisir' },
  { libelle: 'Mon compte', href: '/compte/', mots: 'mot de passe sessions' },
  { libelle: 'Planning du mois de l’antenne', href: '/planning/?par=antenne', mots: 'heures graphique' },
];
