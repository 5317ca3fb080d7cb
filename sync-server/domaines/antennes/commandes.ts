import { AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_ANTENNES: readonly LigneCommande[] = [
  {
    syntaxe: 'antennes <action> [code]',
    resume: 'lister, creer, renommer ou fermer les antennes du service ; annuler une fermeture à venir',
    options: [
      ['--nom <nom>', 'nom de l’antenne, tel qu’il s’affiche'],
      ['--arrondissements <liste>', 'arrondissements, séparés par des virgules'],
      ['--adresse <lignes>', 'adresse en deux lignes, séparées par « | »'],
      [
        '--le <date>',
        'creer : premier jour (par défaut aujourd’hui) ; fermer : premier jour fermé, ou un autre à sa place tant qu’il est à venir (AAAA-MM-JJ)',
      ],
      ['--lointaine', 'fermer : c’est bien ce jour, dans plus de trois mois'],
      AUTEUR,
    ],
    charger: () => import('./commande'),
  },
];
