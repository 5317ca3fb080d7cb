import type { Option } from '../socle/cli/contexte';

/** What a command's module exports. */
export type Commande = { executer: (c: import('../socle/cli/contexte').ContexteCli) => Promise<number> };

/** One line a command: the help, the parser and the documentation read this table. Modules load only when used. */
export type LigneCommande = {
  /** As it is typed: `<required>`, `[optional]`. */
  syntaxe: string;
  resume: string;
  options?: readonly Option[];
  /** Its module answers --help itself, for each of its actions. */
  aideParAction?: true;
  charger: () => Promise<Commande>;
};

const ANTENNE: Option = ['--antenne <code>', 'une seule antenne (CENTRE, NORD_EST, EST, OUEST, NORD_OUEST, SUD)'];
const AUTEUR: Option = ['--auteur <nom>', 'auteur de l’action, au journal (par défaut CLI:<utilisateur>)'];

export const COMMANDES: readonly LigneCommande[] = [
  {
    syntaxe: 'servir',
    resume: 'démarre le magasin embarqué, le serveur et la téléphonie',
    charger: () => import('./servir'),
  },
  {
    syntaxe: 'importer <dossier>',
    resume: 'prend les fichiers connus du dossier, dans l’ordre, et dit ce qu’il en est',
    options: [
      ['--confirmer', 'accepte un fichier d’usagers où plus de 5 % disparaissent ou changent d’antenne'],
      AUTEUR,
    ],
    charger: () => import('../domaines/dossiers/commandes/commande-importer'),
  },
  {
    syntaxe: 'cloturer <mois>',
    resume: 'clôt un mois (AAAA-MM) : fige les heures retenues et la ventilation',
    options: [
      ANTENNE,
      [
        '--motif <texte>',
        'motif écrit, obligatoire tant que des interventions sont incomplètes, que le mois n’est pas terminé, ou qu’un mois d’avant n’est pas clos',
      ],
      AUTEUR,
    ],
    charger: () => import('../domaines/cloture/commandes/cloturer'),
  },
  {
    syntaxe: 'exporter <mois>',
    resume: 'écrit les fichiers SERVICE_FAIT, BRUT et VENTILATION du mois clos',
    options: [
      ['--vers <dossier>', 'dossier où écrire'],
      ANTENNE,
      ['--provisoire', 'mois encore ouvert : fichiers _PROVISOIRE, calculés sur le moment'],
      AUTEUR,
    ],
    charger: () => import('../domaines/cloture/commandes/exporter'),
  },
  {
    syntaxe: 'restituer [jour]',
    resume: 'écrit la restitution du jour (AAAA-MM-JJ) pour Millésime : les visites de la veille et ce qui a changé',
    options: [['--vers <dossier>', 'dossier où écrire'], AUTEUR],
    charger: () => import('../domaines/dossiers/commandes/commande-restituer'),
  },
  {
    syntaxe: 'prefacturer <mois>',
    resume: 'écrit la préfacturation du mois (CSV, XLSX) et les pro forma APA, ASL et PCH (PDF, XLSX)',
    options: [['--vers <dossier>', 'dossier où écrire'], ANTENNE, AUTEUR],
    charger: () => import('../domaines/financement/commandes/prefacturer'),
  },
  {
    syntaxe: 'rapport <periode>',
    resume: 'édite et classe le rapport d’activité d’un mois (2026-10), d’un trimestre (2026-T4) ou d’une année (2026)',
    options: [['--vers <dossier>', 'dossier où écrire aussi le PDF et le XLSX'], AUTEUR],
    charger: () => import('../domaines/chiffres/commandes/rapport'),
  },
  {
    syntaxe: 'dases <mois>',
    resume: 'prépare les fichiers de la DASES du mois clos (CSV et ESPPADOM) et les écrit dans un dossier',
    options: [['--vers <dossier>', 'dossier où écrire'], AUTEUR],
    charger: () => import('../domaines/financement/commandes/dases'),
  },
  {
    syntaxe: 'envoyer <mois>',
    resume: 'envoie les fichiers du mois à la DASES, une fois validés les pro forma de toutes les antennes',
    options: [['--destination <nom>', 'DASES (par défaut) ou MILLESIME'], AUTEUR],
    charger: () => import('../domaines/financement/commandes/envoyer'),
  },
  {
    syntaxe: 'relever',
    resume: 'lit les réponses aux envois et prend les factures déposées, sans attendre la demi-heure',
    charger: () => import('../domaines/financement/commandes/relever'),
  },
  {
    syntaxe: 'archiver <mois>',
    resume: 'produit les relevés du mois clos et les scelle dans la chaîne',
    options: [ANTENNE, AUTEUR],
    charger: () => import('../domaines/archive/commandes/archiver'),
  },
  {
    syntaxe: 'verifier [dossier]',
    resume: 'vérifie la chaîne de l’archive',
    charger: () => import('../domaines/archive/commandes/verifier'),
  },
  {
    syntaxe: 'sauvegarder [fichier]',
    resume: 'écrit une sauvegarde chiffrée (dans un dossier : une complète par jour, puis ce qui a changé)',
    options: [['--depuis <fichier>', 'seulement ce qui a changé depuis cette sauvegarde'], AUTEUR],
    charger: () => import('../domaines/exploitation/commandes/sauvegarder'),
  },
  {
    syntaxe: 'restaurer <source>',
    resume: 'remet une sauvegarde (fichier, ou la dernière d’un dossier) dans une installation vide',
    options: [
      ['--jusqu-a <instant>', 'l’état à cet instant (2026-11-25T10:00:00Z), ou juste avant'],
      ['--a-blanc', 'vérifie tout, n’écrit rien'],
      AUTEUR,
    ],
    charger: () => import('../domaines/exploitation/commandes/restaurer'),
  },
  {
    syntaxe: 'releve',
    resume: 'retrouve dans l’archive le relevé d’un usager pour un mois, avec ses données',
    options: [
      ['--usager <id>', 'numéro de dossier'],
      ['--mois <mois>', 'mois (AAAA-MM)'],
      ['--vers <dossier>', 'dossier où écrire'],
      ANTENNE,
      AUTEUR,
    ],
    charger: () => import('../domaines/archive/commandes/releve'),
  },
  {
    syntaxe: 'seda <mois>',
    resume: 'prépare un mois archivé pour un dépôt : paquet SEDA 2.2 (manifest.xml et fichiers)',
    options: [
      ['--vers <dossier>', 'dossier où écrire le paquet'],
      ['--archives <id>', 'identifiant du service d’archives'],
      ['--versant <id>', 'identifiant du service versant'],
      ['--accord <id>', 'accord de versement, s’il y en a un'],
      ANTENNE,
      AUTEUR,
    ],
    charger: () => import('../domaines/archive/commandes/seda'),
  },
  {
    syntaxe: 'purger',
    resume: 'efface ce que les durées de conservation ne gardent plus, sauf ce qui est gelé',
    options: [['--a-blanc', 'dit ce qui serait effacé, n’efface rien'], ['--journal', 'les purges passées'], AUTEUR],
    charger: () => import('../domaines/archive/commandes/purger'),
  },
  {
    syntaxe: 'gel <action>',
    resume: 'poser, lever ou lister les gels : ce qui est gelé n’est pas purgé',
    options: [
      ['--usager <id>', 'tout ce qui concerne cet usager'],
      ['--mois <mois>', 'tout ce qui est de ce mois (AAAA-MM)'],
      ['--motif <texte>', 'motif du gel, ou de sa levée'],
      AUTEUR,
    ],
    charger: () => import('../domaines/archive/commandes/gel'),
  },
  {
    syntaxe: 'reversibilite <dossier>',
    resume: 'écrit deux jeux complets en formats ouverts : pour un nouvel exploitant, et pour le CASVP',
    options: [AUTEUR],
    charger: () => import('../domaines/archive/commandes/reversibilite'),
  },
  {
    syntaxe: 'reprendre <jeu>',
    resume: 'reprend un tel jeu dans une installation vide, et compare chaque mois clos',
    options: [AUTEUR],
    charger: () => import('../domaines/archive/commandes/reprendre'),
  },
  {
    syntaxe: 'lire <quoi>',
    resume:
      'usagers, intervenants, interventions, corrections, pointages, appels, attentes, propositions ou alertes : un document JSON par ligne',
    options: [ANTENNE, ['--mois <mois>', 'un seul mois (AAAA-MM)'], ['--id <id>', 'un seul identifiant']],
    charger: () => import('../domaines/exploitation/lire/commande'),
  },
  {
    syntaxe: 'simuler-appel',
    resume: 'passe un appel par les vraies adresses de la téléphonie, et dit ce qu’on entend',
    options: [
      ['--de <numero>', 'numéro appelant, dans toute écriture ; « masque » pour un numéro masqué'],
      ['--touches <touches>', 'ce que tape l’appelant, par étape : 12345,1 ; rien entre deux virgules = silence'],
    ],
    charger: () => import('../domaines/telephonie/commandes/simuler-appel'),
  },
  {
    syntaxe: 'plivo [action]',
    resume: 'configurer, verifier (numéro, application, adresses, heure) ou rapprocher (relevés d’appels)',
    options: [
      ['--a-blanc', 'configurer : dit ce qui serait fait, ne change rien'],
      ['--depuis <date>', 'rapprocher : reprendre depuis ce jour (AAAA-MM-JJ), 90 jours au plus'],
    ],
    aideParAction: true,
    charger: () => import('../domaines/telephonie/commandes/plivo'),
  },
  {
    syntaxe: 'etat <nom>',
    resume: 'écrit un état statistique, de toutes les antennes ou d’une seule',
    options: [
      ['--du <date>', 'premier jour (AAAA-MM-JJ)'],
      ['--au <date>', 'dernier jour'],
      ANTENNE,
      ['--usager <id>', 'un seul usager'],
      ['--intervenant <id>', 'une seule aide'],
      ['--financeur <code>', 'un seul financeur'],
      ['--vue <vue>', 'autre présentation, propre à chaque état'],
      ['--format <format>', 'csv (par défaut) ou json'],
    ],
    charger: () => import('../domaines/chiffres/commandes/etat'),
  },
  {
    syntaxe: 'disponibilite',
    resume: 'disponibilité du téléphone sur un mois : taux, minutes, pannes',
    options: [['--mois <mois>', 'mois (AAAA-MM ; par défaut le mois en cours)']],
    charger: () => import('../domaines/exploitation/commandes/disponibilite'),
  },
  {
    syntaxe: 'compte <action> [identifiant]',
    resume: 'creer, desactiver, mot-de-passe ou lister les comptes',
    options: [
      ['--nom <nom>', 'nom affiché'],
      ['--role <role>', 'GESTIONNAIRE, CENTRAL, ADMINISTRATEUR, TECHNIQUE ou AUDITEUR'],
      ['--antennes <codes>', 'antennes, séparées par des virgules'],
      ['--responsable', 'peut clore les mois de ses antennes'],
      AUTEUR,
    ],
    charger: () => import('../domaines/acces/commandes/commande'),
  },
  {
    syntaxe: 'code-usager <action> <usager>',
    resume: 'renouveler le code de six chiffres d’un usager : l’ancien est refusé aussitôt par le SVI',
    options: [AUTEUR],
    charger: () => import('../domaines/dossiers/codes/commande'),
  },
  {
    syntaxe: 'parametre <action> [cle] [valeur]',
    resume: 'lire ou ecrire les paramètres datés',
    options: [['--depuis <date>', 'premier jour d’effet (AAAA-MM-JJ)'], AUTEUR],
    charger: () => import('../domaines/exploitation/parametres/commande'),
  },
  {
    syntaxe: 'audit <action>',
    resume: 'verifier : contrôle la chaîne du journal d’audit',
    options: [['--tete <tete>', 'tête notée lors d’une vérification passée (numéro:empreinte)']],
    charger: () => import('../domaines/audit/commande'),
  },
  {
    syntaxe: 'manuels',
    resume: 'écrit les manuels et les papiers du marché en PDF, à imprimer',
    options: [['--vers <dossier>', 'dossier où écrire']],
    charger: () => import('../domaines/exploitation/commandes/manuels'),
  },
  {
    syntaxe: 'formation',
    resume: 'prépare un service de formation dans un DATA_DIR vide : personnes inventées, un compte par stagiaire',
    options: [
      ['--stagiaires <n>', 'nombre de stagiaires (par défaut 1, au plus 20)'],
      ['--antenne <code>', 'leur antenne (par défaut EST)'],
      ['--graine <n>', 'nombre entier (par défaut 1) : un autre, d’autres personnes'],
      AUTEUR,
    ],
    charger: () => import('../domaines/formation/commande'),
  },
  {
    syntaxe: 'generer <dossier>',
    resume: 'fabrique un service fictif : des fichiers à importer, les mêmes pour une même graine',
    options: [
      ['--mois <mois>', 'mois, séparés par des virgules (par défaut le mois en cours)'],
      ['--graine <n>', 'nombre entier (par défaut 1)'],
      ['--taille <nom>', 'petite, moyenne ou complete (par défaut petite)'],
      ['--jusqua <instant>', 'rien ne s’est passé après cet instant (2026-11-25T10:00:00Z)'],
      ['--refusees', 'avec des corrections que l’import refuse, pour voir son rapport'],
    ],
    charger: () => import('../domaines/formation/commande-generer'),
  },
];
