import type { Ligne } from '../../_data/lignes';

/** Filters of the grid: what the address says, the word, what passes. The first is the default. */
export const FILTRES = {
  'a-traiter': { mot: 'À traiter', passe: (l: Ligne) => l.aTraiter },
  toutes: { mot: 'Toutes', passe: () => true },
  corrigees: { mot: 'Corrigées', passe: (l: Ligne) => l.retenue.corrections.length > 0 },
  'en-attente': { mot: 'En attente d’envoi', passe: (l: Ligne) => l.enAttente },
} as const satisfies Record<string, { mot: string; passe: (l: Ligne) => boolean }>;
export type Filtre = keyof typeof FILTRES;

/** What an empty list says: why, and what would fill it. With no visit at all, that comes first. */
const VIDES: Record<Filtre, string> = {
  'a-traiter': 'Rien à traiter : toutes les visites de cette période ont leurs deux heures.',
  toutes: 'Aucune visite sur cette période. Rien n’est prévu ni pointé dans cette antenne.',
  corrigees: 'Aucune visite corrigée sur cette période.',
  'en-attente': 'Rien n’attend : tout ce qui a été saisi ici est parvenu au serveur.',
};

export const phraseVide = (filtre: Filtre, visites: number): string => VIDES[visites === 0 ? 'toutes' : filtre];
