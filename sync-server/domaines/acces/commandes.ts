import { AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_ACCES: readonly LigneCommande[] = [
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
    charger: () => import('./commandes/commande'),
  },
];
