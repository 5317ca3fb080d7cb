import { ANTENNE, type LigneCommande } from '../../socle/cli/commande';

export const COMMANDES_ASTREINTE: readonly LigneCommande[] = [
  {
    syntaxe: 'astreintes',
    resume: 'qui est d’astreinte un jour, par antenne ; les tours donnés, et les heures à venir sans personne',
    options: [['--jour <date>', 'ce jour (AAAA-MM-JJ) plutôt qu’aujourd’hui'], ANTENNE],
    charger: () => import('./commandes/astreintes'),
  },
];
