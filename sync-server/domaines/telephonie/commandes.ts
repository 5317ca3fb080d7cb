import type { LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_TELEPHONIE: readonly LigneCommande[] = [
  {
    syntaxe: 'simuler-appel',
    resume: 'passe un appel par les vraies adresses de la téléphonie, et dit ce qu’on entend',
    options: [
      ['--de <numero>', 'numéro appelant, dans toute écriture ; « masque » pour un numéro masqué'],
      ['--touches <touches>', 'ce que tape l’appelant, par étape : 12345,1 ; rien entre deux virgules = silence'],
    ],
    charger: () => import('./commandes/simuler-appel'),
  },
  {
    syntaxe: 'plivo [action]',
    resume: 'configurer, verifier (numéro, application, adresses, heure) ou rapprocher (relevés d’appels)',
    options: [
      ['--a-blanc', 'configurer : dit ce qui serait fait, ne change rien'],
      ['--depuis <date>', 'rapprocher : reprendre depuis ce jour (AAAA-MM-JJ), 90 jours au plus'],
    ],
    aideParAction: true,
    charger: () => import('./commandes/plivo'),
  },
];
