import type { LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_AUDIT: readonly LigneCommande[] = [
  {
    syntaxe: 'audit <action>',
    resume: 'verifier : contrôle la chaîne du journal d’audit',
    options: [['--tete <tete>', 'tête notée lors d’une vérification passée (numéro:empreinte)']],
    charger: () => import('./commande'),
  },
];
