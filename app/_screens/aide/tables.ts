import type { GroupeRaccourcis } from '../../_ui/raccourcis';
import type { StatutAffiche } from '../../_ui/statuts';

// What the help says beside the tables of the screens; the manual is written from these too.

/** What each status asks of a manager. */
export const SENS: Readonly<Record<StatutAffiche, string>> = {
  EN_RETARD:
    'L’aide devait arriver et n’a pas appelé. Rien n’est perdu : elle peut encore pointer. Pour savoir si elle est là, appelez l’usager : son numéro est sur la ligne.',
  DEPART_ATTENDU:
    'L’aide est arrivée et n’a pas appelé pour partir, alors que la visite devait être finie. Appelez-la chez l’usager : le numéro est sur la ligne.',
  PREVUE: 'La visite est à venir.',
  EN_COURS: 'L’aide est chez l’usager.',
  COMPLETE: 'Les deux appels ont été reçus. Rien à faire.',
  SANS_ARRIVEE: 'L’appel d’arrivée manque : ajoutez l’heure, avec son motif.',
  SANS_DEPART: 'L’appel de départ manque : ajoutez l’heure, avec son motif.',
  NON_POINTEE: 'Aucun appel. La visite a eu lieu : saisissez les heures. Elle n’a pas eu lieu : annulez-la.',
  CORRIGEE: 'Un gestionnaire a changé une heure. L’heure pointée reste visible, barrée.',
  CREEE: 'Un gestionnaire a ajouté la visite, sans aucun appel.',
  ANNULEE: 'La visite n’a pas eu lieu. Elle peut être rétablie.',
  CONFLIT: 'Deux personnes l’ont corrigée sans se voir. Ouvrez-la et choisissez la bonne version.',
  ABSENCE: 'L’usager est noté absent ce jour-là : la visite n’est pas réclamée.',
  A_RETIRER:
    'Prévue après un décès, une entrée en EHPAD ou un déménagement : faites-la retirer du planning dans Millésime.',
  FICHE_A_SAISIR: 'L’usager est sans télégestion : ses heures viennent de la fiche papier.',
};

/** What the mark of the network says. */
export const SYNC: readonly (readonly [string, string])[] = [
  ['À jour', 'Ce que vous voyez est ce que le serveur a. Tout ce que vous avez tapé lui est parvenu.'],
  ['Envoi…', 'Ce que vous venez de taper part. Vous pouvez continuer.'],
  ['Reprise… 120 / 450', 'Le réseau est revenu : ce qui attendait part, dans l’ordre.'],
  [
    'Hors ligne depuis 9 h 12 · 3 corrections en attente',
    'Le réseau ou le serveur manque. Continuez : tout est gardé sur ce poste, même si vous l’éteignez, et partira tout seul.',
  ],
  ['Session terminée', 'Reconnectez-vous. Rien de ce qui est tapé n’est perdu.'],
  ['1 refusée', 'Le serveur n’a pas pris une saisie. Cliquez la marque : elle dit laquelle, pourquoi, et quoi faire.'],
];

/** Keys of the screens that tell theirs at the foot, in the same words. */
export const AUTRES: readonly GroupeRaccourcis[] = [
  {
    titre: 'Dans la journée (Aujourd’hui)',
    raccourcis: [
      { touches: [['↑'], ['↓']], fait: 'Changer de ligne : le panneau suit' },
      { touches: [['Entrée']], fait: 'Saisir l’heure qui manque ; gardée, la visite suivante à traiter vient' },
      { touches: [['Échap']], fait: 'Fermer le panneau, le clavier restant sur la ligne' },
    ],
  },
  {
    titre: 'Dans les alertes',
    raccourcis: [
      { touches: [['Entrée']], fait: 'Marquer comme vue, ou remettre à voir ; toutes celles qui sont choisies' },
      { touches: [['Espace'], ['Maj', '↓'], ['Ctrl', 'A']], fait: 'En choisir plusieurs' },
      { touches: [['O']], fait: 'Ouvrir ce dont elle parle' },
    ],
  },
  {
    titre: 'Dans les numéros',
    raccourcis: [
      { touches: [['Entrée']], fait: 'Choisir l’usager, puis rattacher ; ouvrir la visite d’un appel sans suite' },
      { touches: [['R']], fait: 'Rattacher le numéro proposé' },
      { touches: [['N']], fait: 'Ce n’est pas son numéro' },
      { touches: [['V']], fait: 'Dire vu un appel sans suite' },
    ],
  },
  {
    titre: 'Dans les fiches',
    raccourcis: [
      { touches: [['Tab']], fait: 'De l’arrivée au départ' },
      { touches: [['Entrée']], fait: 'Garder la ligne et passer à la suivante' },
      { touches: [['Échap']], fait: 'Effacer la ligne' },
    ],
  },
  {
    titre: 'Dans les listes d’usagers et d’aides',
    raccourcis: [
      { touches: [['Entrée']], fait: 'Ouvrir le premier nom trouvé' },
      { touches: [['↓'], ['↑']], fait: 'Aller dans la liste, changer de ligne' },
    ],
  },
  {
    titre: 'Dans le planning',
    raccourcis: [
      { touches: [['↑'], ['↓'], ['←'], ['→']], fait: 'Changer de visite, de jour' },
      { touches: [['Entrée']], fait: 'Ouvrir la visite à côté ; dans le mois, ouvrir la semaine du jour' },
      { touches: [['Page ↑'], ['Page ↓']], fait: 'Semaine ou mois d’avant, d’après' },
    ],
  },
  {
    titre: 'Dans la recherche',
    raccourcis: [
      { touches: [['↑'], ['↓']], fait: 'Choisir un résultat' },
      { touches: [['Entrée']], fait: 'Y aller' },
      { touches: [['Échap']], fait: 'Fermer' },
    ],
  },
];
