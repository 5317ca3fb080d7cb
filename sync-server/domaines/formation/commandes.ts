import { AUTEUR, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_FORMATION: readonly LigneCommande[] = [
  {
    syntaxe: 'formation',
    resume: 'prépare un service de formation dans un DATA_DIR vide : personnes inventées, un compte par stagiaire',
    options: [
      ['--stagiaires <n>', 'nombre de stagiaires (par défaut 1, au plus 20)'],
      ['--antenne <code>', 'leur antenne (par défaut EST)'],
      ['--graine <n>', 'nombre entier (par défaut 1) : un autre, d’autres personnes'],
      AUTEUR,
    ],
    charger: () => import('./commande'),
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
    charger: () => import('./commande-generer'),
  },
];
