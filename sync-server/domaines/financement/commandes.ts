import { ANTENNE, AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_FINANCEMENT: readonly LigneCommande[] = [
  {
    syntaxe: 'prefacturer <mois>',
    resume: 'écrit la préfacturation du mois (CSV, XLSX) et les pro forma APA, ASL et PCH (PDF, XLSX)',
    options: [['--vers <dossier>', 'dossier où écrire'], ANTENNE, AUTEUR],
    surImport: true,
    charger: () => import('./commandes/prefacturer'),
  },
  {
    syntaxe: 'dases [mois]',
    resume: 'prépare les fichiers de la DASES du mois clos (CSV et ESPPADOM) et les écrit dans un dossier',
    options: [
      ['--vers <dossier>', 'dossier où écrire'],
      [
        '--essai',
        'n’écrit aucun fichier : montre la disposition de chacun, pour la DASES et Millésime, et trois lignes (inventées ; du mois clos, s’il est donné)',
      ],
      AUTEUR,
    ],
    surImport: true,
    charger: () => import('./commandes/dases'),
  },
  {
    syntaxe: 'envoyer <mois>',
    resume: 'envoie les fichiers du mois à la DASES, une fois validés les pro forma de toutes les antennes',
    options: [
      ['--destination <nom>', 'DASES (par défaut) ou MILLESIME'],
      ['--motif <texte>', 'pourquoi il part alors qu’un mois d’avant n’est pas parti : remis autrement, par exemple'],
      AUTEUR,
    ],
    surImport: true,
    charger: () => import('./commandes/envoyer'),
  },
  {
    syntaxe: 'relever',
    resume: 'lit les réponses aux envois et prend les factures déposées, sans attendre la demi-heure',
    charger: () => import('./commandes/relever'),
  },
];
