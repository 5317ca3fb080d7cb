// The six gestures of a first visit: what each is, and how it is done. The help and the manual say the same.

export type Pas = { quoi: string; touches: readonly (readonly string[])[]; ou: string };

export const PAS = {
  ouvrir: { quoi: 'Ouvrir une visite', touches: [['↓']], ou: 'ou un clic sur sa ligne' },
  corriger: {
    quoi: 'Corriger une visite',
    touches: [['Entrée'], ['lettres'], ['Entrée']],
    ou: 'sur une visite en orange : l’heure est proposée, il faut les premières lettres du motif',
  },
  annuler: { quoi: 'L’annuler', touches: [['Ctrl', 'Z']], ou: 'ou le bouton de l’annonce' },
  chercher: { quoi: 'Trouver quelqu’un', touches: [['Ctrl', 'K']], ou: 'puis les premières lettres de son nom' },
  reseau: { quoi: 'Savoir si tout est envoyé', touches: [], ou: 'un clic sur la marque « À jour », en haut' },
  touches: { quoi: 'Voir les touches de l’écran', touches: [['?']], ou: 'elles sont aussi au bas de chaque liste' },
} as const satisfies Record<string, Pas>;

export type NomPas = keyof typeof PAS;
export const NOMS_PAS = Object.keys(PAS) as readonly NomPas[];
