import type { CategorieIncident } from '#shared/contrats/exploitation/incident';
import type { Droit } from '#shared/droits/droits';
import type { NomIcone } from './mots/icones';

/** Work to do, counted in the menu. */
export type Compte = 'aujourdhui' | 'interventions' | 'numeros' | 'alertes' | 'incidents';

/** The parts of the menu: a day, the people, a month, and what is looked at once a week. */
export const SECTIONS = {
  JOURNEE: 'Ma journée',
  PERSONNES: 'Personnes',
  MOIS: 'Le mois',
  SERVICE: 'Service',
} as const;
export type Section = keyof typeof SECTIONS;

export type LigneEcran = {
  href: `/${string}/`;
  /** Its name in the menus, in the search, and in the manual: the help of a screen is the section of that name. */
  libelle: string;
  /** The title of its page, where it says more than its name. */
  titre?: string;
  icone: NomIcone;
  /** For the roles that keep visits on their PC: in their menu, in the order of this table; opened from elsewhere; or not theirs. */
  visites: 'MENU' | 'AILLEURS' | 'NON';
  compte?: Compte;
  /** Where it stands in the menu of those who keep visits; none: below all, by itself. */
  section?: Section;
  /** Which rights open it there (any of them); none: everyone's. */
  droits?: readonly [Droit, ...Droit[]];
  /** Other words by which the search (Ctrl+K) finds it. */
  mots?: string;
  /** Shows nothing of what the PC keeps: it opens as well where nothing is kept any more. */
  sansPoste?: true;
  /** For the roles that keep none: which rights open it (any of them), and where it comes in their menu. */
  leger?: { rang: number; droits: readonly [Droit, ...Droit[]] };
  /** What an incident reported from there may well be about, if not the screen itself. */
  incident?: CategorieIncident;
};

const TABLE = [
  {
    href: '/consultation/',
    libelle: 'Consultation',
    icone: 'loupe',
    visites: 'NON',
    leger: { rang: 10, droits: ['consulter'] },
  },
  {
    href: '/administration/',
    libelle: 'Administration',
    icone: 'reglages',
    visites: 'NON',
    leger: { rang: 20, droits: ['gererComptes', 'lireAudit'] },
  },
  {
    href: '/aujourdhui/',
    libelle: 'Aujourd’hui',
    icone: 'jour',
    visites: 'MENU',
    section: 'JOURNEE',
    compte: 'aujourdhui',
    mots: 'tableau du jour retards',
  },
  {
    href: '/interventions/',
    libelle: 'Interventions',
    icone: 'tableau',
    visites: 'MENU',
    section: 'JOURNEE',
    compte: 'interventions',
    mots: 'visites corrections à traiter grille',
  },
  {
    href: '/fiches/',
    libelle: 'Fiches',
    titre: 'Fiches papier',
    icone: 'fiche',
    visites: 'MENU',
    section: 'JOURNEE',
    mots: 'papier feuilles',
  },
  {
    href: '/alertes/',
    libelle: 'Alertes',
    icone: 'cloche',
    visites: 'MENU',
    section: 'JOURNEE',
    compte: 'alertes',
    mots: 'avertissements',
  },
  {
    href: '/numeros/',
    libelle: 'Numéros',
    icone: 'diese',
    visites: 'MENU',
    section: 'JOURNEE',
    compte: 'numeros',
    mots: 'téléphones inconnus rattacher',
    incident: 'TELEPHONE',
  },
  {
    href: '/usagers/',
    libelle: 'Usagers',
    icone: 'personne',
    visites: 'MENU',
    section: 'PERSONNES',
    mots: 'bénéficiaires personnes aidées',
  },
  {
    href: '/intervenants/',
    libelle: 'Intervenants',
    icone: 'badge',
    visites: 'MENU',
    section: 'PERSONNES',
    mots: 'aides à domicile',
  },
  {
    href: '/planning/',
    libelle: 'Planning',
    icone: 'agenda',
    visites: 'MENU',
    section: 'PERSONNES',
    mots: 'semaine calendrier',
  },
  {
    href: '/absences/',
    libelle: 'Absences',
    icone: 'valise',
    visites: 'MENU',
    section: 'PERSONNES',
    mots: 'vacances hospitalisation départ décès ehpad',
  },
  {
    href: '/cloture/',
    libelle: 'Clôture',
    icone: 'serrure',
    visites: 'MENU',
    section: 'MOIS',
    sansPoste: true,
    incident: 'FICHIERS',
  },
  {
    href: '/prefacturation/',
    libelle: 'Préfacturation',
    icone: 'euro',
    visites: 'MENU',
    section: 'MOIS',
    sansPoste: true,
    incident: 'FICHIERS',
  },
  {
    href: '/envois/',
    libelle: 'Envois',
    icone: 'envoi',
    visites: 'MENU',
    section: 'MOIS',
    droits: ['lireEnvois', 'lireFactures'],
    sansPoste: true,
    leger: { rang: 80, droits: ['lireEnvois'] },
    incident: 'FICHIERS',
  },
  {
    href: '/etats/',
    libelle: 'États',
    icone: 'barres',
    visites: 'MENU',
    section: 'MOIS',
    droits: ['lireEtats'],
    mots: 'statistiques tableaux exports taux de correction plans récapitulatif justificatifs financeurs',
    leger: { rang: 30, droits: ['lireEtats'] },
  },
  {
    href: '/pilotage/',
    libelle: 'Pilotage',
    icone: 'jauge',
    visites: 'MENU',
    section: 'MOIS',
    droits: ['lirePilotage'],
    mots: 'tableau de bord antennes tendance causes oublis chiffres',
    sansPoste: true,
    leger: { rang: 40, droits: ['lirePilotage'] },
  },
  {
    href: '/service/',
    libelle: 'Service',
    icone: 'pouls',
    visites: 'MENU',
    section: 'SERVICE',
    droits: ['lireService'],
    mots: 'téléphone pannes SVI',
    sansPoste: true,
    leger: { rang: 50, droits: ['lireService'] },
  },
  {
    href: '/astreintes/',
    libelle: 'Astreintes',
    icone: 'cloche',
    visites: 'AILLEURS',
    mots: 'garde soir week-end SMS qui prévenir',
    sansPoste: true,
    leger: { rang: 25, droits: ['tenirAstreintes'] },
  },
  {
    href: '/disponibilite/',
    libelle: 'Disponibilité',
    icone: 'horloge',
    visites: 'MENU',
    section: 'SERVICE',
    mots: 'taux pannes maintenance rapport activité extranet',
    sansPoste: true,
    leger: { rang: 60, droits: ['lireDisponibilite'] },
  },
  {
    href: '/incidents/',
    libelle: 'Incidents',
    icone: 'bulle',
    visites: 'MENU',
    section: 'SERVICE',
    compte: 'incidents',
    mots: 'assistance signaler problème aide bug',
    sansPoste: true,
    leger: { rang: 70, droits: ['lireIncidents'] },
  },
  {
    href: '/compte/',
    libelle: 'Mon compte',
    icone: 'personne',
    visites: 'AILLEURS',
    mots: 'mot de passe sessions',
    sansPoste: true,
    leger: { rang: 90, droits: ['gererSonCompte'] },
  },
  {
    href: '/nouveautes/',
    libelle: 'Nouveautés',
    icone: 'etoile',
    visites: 'MENU',
    section: 'SERVICE',
    leger: { rang: 100, droits: ['gererSonCompte'] },
  },
  {
    href: '/aide/',
    libelle: 'Mode d’emploi',
    icone: 'question',
    visites: 'MENU',
    mots: 'aide manuel touches raccourcis statuts',
    sansPoste: true,
    leger: { rang: 110, droits: ['gererSonCompte'] },
  },
  {
    href: '/telephone/',
    libelle: 'Téléphone (formation)',
    icone: 'telephone',
    visites: 'AILLEURS',
    incident: 'TELEPHONE',
  },
] as const satisfies readonly LigneEcran[];

/**
 * Every screen of the extranet, once. Both menus, the search, titles, the help of each, what a PC that lost its data still opens, the
 * pictures of the documentation and the story that walks them all are derived from it.
 */
export const ECRANS: readonly LigneEcran[] = TABLE;

const TITRES = new Map<string, string>(ECRANS.map((e) => [e.href, e.titre ?? e.libelle]));
/** The title of a page, which is a thin route. */
export const titreDe = (href: (typeof TABLE)[number]['href']): string => TITRES.get(href) ?? '';
