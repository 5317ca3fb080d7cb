type Raccourci = {
  /** Each as it is engraved; those of a chord are pressed together. */
  touches: readonly (readonly string[])[];
  fait: string;
  /** Of the roles too that keep no data on the PC. */
  pourTous?: true;
};
export type GroupeRaccourcis = { titre: string; raccourcis: readonly Raccourci[] };

/** Keys, as the screens tell them (« ? ») and as the help lists them. */
export const RACCOURCIS = {
  partout: {
    titre: 'Partout',
    raccourcis: [
      { touches: [['Ctrl', 'K']], fait: 'Rechercher un usager, une aide, un numéro, un écran' },
      { touches: [['?']], fait: 'Montrer les touches de l’écran, ou ouvrir son aide', pourTous: true },
      { touches: [['Échap']], fait: 'Fermer ce qui est ouvert et revenir à la ligne', pourTous: true },
      {
        touches: [['Ctrl', 'Z']],
        fait: 'Annuler la dernière correction, le dernier lot, le numéro rattaché, l’alerte marquée',
      },
    ],
  },
  liste: {
    titre: 'Dans la liste des interventions',
    raccourcis: [
      { touches: [['↑'], ['↓']], fait: 'Changer de ligne : le panneau suit' },
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
    ],
  },
  correction: {
    titre: 'Dans le formulaire',
    raccourcis: [
      { touches: [['lettres']], fait: 'Choisir le motif par ses premières lettres, ↑ ↓ pour en prendre un autre' },
      { touches: [['Entrée']], fait: 'Garder la correction et passer à la visite suivante' },
      { touches: [['831'], ['8:31'], ['8h31']], fait: 'Écrire une heure' },
      { touches: [['+5'], ['-10']], fait: 'Décaler l’heure de tant de minutes' },
      { touches: [['Échap']], fait: 'Fermer sans enregistrer ; ce qui est tapé revient à la réouverture' },
    ],
  },
} as const satisfies Record<string, GroupeRaccourcis>;
