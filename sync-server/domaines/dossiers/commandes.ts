import { AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_DOSSIERS: readonly LigneCommande[] = [
  {
    syntaxe: 'importer <dossier>',
    resume: 'prend les fichiers connus du dossier, dans l’ordre, et dit ce qu’il en est',
    options: [
      [
        '--confirmer',
        'accepte un fichier où plus de 5 % des usagers disparaissent ou changent d’antenne, ou plus de 5 % des aides en service disparaissent, cinq au moins',
      ],
      AUTEUR,
    ],
    magasin: true,
    charger: () => import('./commandes/commande-importer'),
  },
  {
    syntaxe: 'restituer [jour]',
    resume: 'écrit la restitution du jour (AAAA-MM-JJ) pour Millésime : les visites de la veille et ce qui a changé',
    options: [['--vers <dossier>', 'dossier où écrire'], AUTEUR],
    surImport: true,
    charger: () => import('./commandes/commande-restituer'),
  },
  {
    syntaxe: 'code-usager <action> <usager>',
    resume: 'renouveler le code de six chiffres d’un usager : l’ancien est refusé aussitôt par le SVI',
    options: [AUTEUR],
    surImport: true,
    charger: () => import('./codes/commande'),
  },
];
