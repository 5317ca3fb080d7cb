import type { StatutAffiche } from '../../../_donnees/depot/statut-affiche';

// What the help says beside the tables of the screens; the manual is written from these too.

/** What each status asks of a manager. */
export const SENS: Readonly<Record<StatutAffiche, string>> = {
  EN_RETARD:
    'L’aide devait arriver et n’a pas appelé. Rien n’est perdu : elle peut encore pointer. Pour savoir si elle est là, appelez le numéro qui est sur la ligne : le sien où il est connu, sinon celui de l’usager.',
  DEPART_ATTENDU:
    'L’aide est arrivée et n’a pas appelé pour partir, alors que la visite devait être finie. Appelez-la : le numéro est sur la ligne, le sien où il est connu, sinon celui d’où elle a appelé, ou celui de l’usager.',
  PREVUE: 'La visite est à venir.',
  EN_COURS: 'L’aide est chez l’usager.',
  COMPLETE: 'Les deux appels ont été reçus. Rien à faire.',
  SANS_ARRIVEE: 'L’appel d’arrivée manque : ajoutez l’heure, avec son motif.',
  SANS_DEPART: 'L’appel de départ manque : ajoutez l’heure, avec son motif.',
  NON_POINTEE:
    'Aucun appel. La visite a eu lieu : saisissez les heures. Elle n’a pas eu lieu : dites-le, avec son motif.',
  COUVERTE:
    'L’aide a appelé une seule fois pour cette visite et la précédente, qui se suivent : son départ les couvre toutes les deux. Rien à faire ; pour changer les heures, corrigez l’autre.',
  CORRIGEE: 'Un gestionnaire a changé une heure. L’heure pointée reste visible, barrée.',
  CREEE: 'Un gestionnaire a ajouté la visite, sans aucun appel.',
  ANNULEE: 'La visite n’a pas eu lieu. Elle peut être rétablie.',
  CONFLIT: 'Deux personnes l’ont corrigée sans se voir. Entrée mène aux deux versions : gardez la bonne.',
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
  [
    '1 refusée',
    'Le serveur n’a pas pris une saisie. Cliquez la marque : elle dit laquelle, pourquoi, et quoi faire. La ligne de la visite porte un rond barré rouge.',
  ],
];
