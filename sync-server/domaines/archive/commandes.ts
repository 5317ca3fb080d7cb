import { ANTENNE, AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_ARCHIVE: readonly LigneCommande[] = [
  {
    syntaxe: 'archiver <mois>',
    resume: 'produit les relevés du mois clos et les scelle dans la chaîne',
    options: [
      ANTENNE,
      ['--archive-neuve', 'celle de ce service est perdue, et aucune sauvegarde ne l’a : en commence une autre'],
      AUTEUR,
    ],
    surImport: true,
    charger: () => import('./commandes/archiver'),
  },
  {
    syntaxe: 'verifier [dossier]',
    resume: 'vérifie la chaîne de l’archive',
    charger: () => import('./commandes/verifier'),
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
    surImport: true,
    charger: () => import('./commandes/releve'),
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
    surImport: true,
    charger: () => import('./commandes/seda'),
  },
  {
    syntaxe: 'purger',
    resume: 'efface ce que les durées de conservation ne gardent plus, sauf ce qui est gelé',
    options: [['--a-blanc', 'dit ce qui serait effacé, n’efface rien'], ['--journal', 'les purges passées'], AUTEUR],
    charger: () => import('./commandes/purger'),
  },
  {
    syntaxe: 'gel <action>',
    resume: 'poser, lever ou lister les gels : ce qui est gelé n’est pas purgé',
    options: [
      ['--usager <id>', 'tout ce qui concerne cet usager'],
      ['--mois <mois>', 'tout ce qui est de ce mois (AAAA-MM)'],
      ['--motif <texte>', 'motif du gel, ou de sa levée'],
      ['--meme-inconnu', 'geler un usager ou un mois dont rien n’est connu'],
      AUTEUR,
    ],
    charger: () => import('./commandes/gel'),
  },
  {
    syntaxe: 'reversibilite <dossier>',
    resume: 'écrit deux jeux complets en formats ouverts : pour un nouvel exploitant, et pour le CASVP',
    options: [AUTEUR],
    charger: () => import('./commandes/reversibilite'),
  },
  {
    syntaxe: 'reprendre <jeu>',
    resume: 'reprend un tel jeu dans une installation vide, et compare chaque mois clos',
    options: [AUTEUR],
    charger: () => import('./commandes/reprendre'),
  },
];
