import type { LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_POINTAGES: readonly LigneCommande[] = [
  {
    syntaxe: 'verifier-derives',
    resume:
      'refait ce qui est dérivé (visites, files d’attente, alertes, tableaux de bord) et dit ce qui diffère ; code 2 si quelque chose diffère',
    options: [
      ['--mois <mois>', 'un seul mois (AAAA-MM ; par défaut les mois ouverts)'],
      ['--reparer', 'écrit ce qui devrait être'],
    ],
    surImport: true,
    charger: () => import('./relecture/commande'),
  },
];
