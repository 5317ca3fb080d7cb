type Raccourci = {
  /** Each as it is engraved; those of a chord are pressed together. */
  touches: readonly (readonly string[])[];
  fait: string;
  /** Of the roles too that keep no data on the PC. */
  pourTous?: true;
};
export type GroupeRaccourcis = { titre: string; raccourcis: readonly Raccourci[] };

/** Keys, as the screens tell them (« ? ») and as the help and the manual list them. */
export const RACCOURCIS = {
  partout: {
    titre: 'Partout',
    raccourcis: [
      { touches: [['Ctrl', 'K']], fait: 'Rechercher un usager, une aide, un numéro, un écran' },
      { touches: [['?']], fait: 'Montrer les touches de l’écran, ou ouvrir son mode d’emploi', pourTous: true },
      { touches: [['Échap']], fait: 'Fermer ce qui est ouvert et revenir à la ligne', pourTous: true },
      {
        touches: [['Ctrl', 'Z']],
        fait: 'Annuler la dernière correction, le dernier lot, le numéro rattaché, l’alerte marquée ; sur un autre écran, il le nomme d’abord',
      },
    ],
  },
  liste: {
    titre: 'Dans la liste des interventions',
    raccourcis: [
      { touches: [['↑'], ['↓']], fait: 'Changer de ligne : le panneau suit' },
      { touches: [['Tab']], fait: 'Aller de la ligne à son panneau ; Maj + Tab en revient' },
      { touches: [['Entrée']], fait: 'Corriger la visite, ou toutes celles qui sont choisies' },
      { touches: [['Espace']], fait: 'Choisir la ligne, ou ne plus la choisir' },
      {
        touches: [
          ['Maj', '↑'],
          ['Maj', '↓'],
        ],
        fait: 'Étendre le choix ligne par ligne',
      },
      { touches: [['Ctrl', 'A']], fait: 'Choisir toutes les lignes montrées' },
      { touches: [['↑']], fait: 'Depuis la première ligne, aller aux titres : Entrée y trie la colonne' },
    ],
  },
  equipe: {
    titre: 'Sur la visite ouverte',
    raccourcis: [
      { touches: [['P']], fait: 'La prendre, ou la rendre ; toutes celles qui sont choisies' },
      { touches: [['C']], fait: 'La confier à un collègue, par les premières lettres de son nom' },
      { touches: [['N']], fait: 'Écrire une note, sur la visite ou sur l’usager' },
      { touches: [['V']], fait: 'Pointée pendant une absence : dire qu’elle a eu lieu' },
      { touches: [['R']], fait: 'Reprendre les heures que l’aide propose, ou répondre à son mot' },
      { touches: [['F']], fait: 'Refuser les heures que l’aide propose, en disant pourquoi' },
    ],
  },
  correction: {
    titre: 'Dans le formulaire',
    raccourcis: [
      {
        touches: [['lettres']],
        fait: 'Choisir le motif par ses premières lettres, d’une heure aussi ; ↑ ↓ pour en prendre un autre',
      },
      { touches: [['Entrée']], fait: 'Garder la correction et passer à la visite suivante' },
      { touches: [['831'], ['8:31'], ['8h31']], fait: 'Écrire une heure ; depuis le motif, celle qui manque' },
      { touches: [['+5'], ['-10']], fait: 'Décaler l’heure de tant de minutes' },
      { touches: [['Échap']], fait: 'Fermer sans enregistrer ; ce qui est tapé revient à la réouverture' },
    ],
  },
  journee: {
    titre: 'Dans la journée (Aujourd’hui)',
    raccourcis: [
      { touches: [['↑'], ['↓']], fait: 'Changer de ligne : le panneau suit' },
      { touches: [['Entrée']], fait: 'Saisir l’heure qui manque ; gardée, la visite suivante à traiter vient' },
      { touches: [['Échap']], fait: 'Fermer le panneau, le clavier restant sur la ligne' },
    ],
  },
  alertes: {
    titre: 'Dans les alertes',
    raccourcis: [
      { touches: [['Entrée']], fait: 'Ouvrir ce dont elle parle, ou déplier celles qui sont ensemble' },
      { touches: [['V']], fait: 'La dire vue, ou la remettre à voir ; toutes celles qui sont choisies' },
      { touches: [['Espace'], ['Maj', '↓'], ['Ctrl', 'A']], fait: 'En choisir plusieurs' },
    ],
  },
  numeros: {
    titre: 'Dans les numéros',
    raccourcis: [
      { touches: [['Entrée']], fait: 'Choisir l’usager, puis rattacher ; ouvrir la visite d’un appel sans suite' },
      { touches: [['R']], fait: 'Rattacher le numéro proposé' },
      { touches: [['N']], fait: 'Ce n’est pas son numéro' },
      { touches: [['V']], fait: 'Dire vu un appel sans suite' },
    ],
  },
  fiches: {
    titre: 'Dans les fiches',
    raccourcis: [
      { touches: [['Tab']], fait: 'De l’arrivée au départ' },
      { touches: [['Entrée']], fait: 'Garder la ligne et passer à la suivante' },
      { touches: [['Échap']], fait: 'Effacer la ligne' },
    ],
  },
  personnes: {
    titre: 'Dans les listes d’usagers et d’aides',
    raccourcis: [
      { touches: [['Entrée']], fait: 'Ouvrir le premier nom trouvé' },
      { touches: [['↓'], ['↑']], fait: 'Aller dans la liste, changer de ligne' },
    ],
  },
  planning: {
    titre: 'Dans le planning',
    raccourcis: [
      { touches: [['↑'], ['↓'], ['←'], ['→']], fait: 'Changer de visite, de jour' },
      { touches: [['Entrée']], fait: 'Ouvrir la visite à côté ; dans le mois, ouvrir la semaine du jour' },
      { touches: [['Échap']], fait: 'Fermer la visite, le clavier restant sur la semaine' },
      { touches: [['Page ↑'], ['Page ↓']], fait: 'Semaine ou mois d’avant, d’après' },
    ],
  },
  recherche: {
    titre: 'Dans la recherche',
    raccourcis: [
      { touches: [['↑'], ['↓']], fait: 'Choisir un résultat' },
      { touches: [['Entrée']], fait: 'Y aller' },
      { touches: [['Échap']], fait: 'Fermer' },
    ],
  },
  telephone: {
    titre: 'Dans le téléphone de formation',
    raccourcis: [
      {
        touches: [['0'], ['9'], ['*'], ['#']],
        fait: 'Taper au clavier du téléphone : les chiffres, l’étoile, le dièse',
      },
      { touches: [['Échap']], fait: 'Raccrocher' },
    ],
  },
} as const satisfies Record<string, GroupeRaccourcis>;
type NomRaccourcis = keyof typeof RACCOURCIS;

const VISITE = ['equipe', 'correction'] as const;
/** Screens that have keys of their own. */
export const TOUCHES_DES_ECRANS = {
  aujourdhui: ['journee', ...VISITE],
  interventions: ['liste', ...VISITE],
  planning: ['planning', ...VISITE],
  fiches: ['fiches'],
  personnes: ['personnes'],
  numeros: ['numeros'],
  alertes: ['alertes'],
  telephone: ['telephone'],
} as const satisfies Record<string, readonly NomRaccourcis[]>;
export type EcranATouches = keyof typeof TOUCHES_DES_ECRANS;

/** What a role that keeps no data on the PC has of them. */
export const pourTous = (g: GroupeRaccourcis): GroupeRaccourcis => ({
  ...g,
  raccourcis: g.raccourcis.filter((r) => r.pourTous),
});
