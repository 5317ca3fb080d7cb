import { ANTENNE, AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_CLOTURE: readonly LigneCommande[] = [
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
    magasin: true,
    surImport: true,
    charger: () => import('./commandes/cloturer'),
  },
  {
    syntaxe: 'inventaire <mois>',
    resume:
      'compare ce qui a été reçu pour un mois et ce qui est lu : pointages, saisies, fichiers ; sortie 1 s’ils diffèrent',
    options: [ANTENNE],
    surImport: true,
    charger: () => import('./commandes/inventaire'),
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
    magasin: true,
    surImport: true,
    charger: () => import('./commandes/exporter'),
  },
];
