import { COULEURS, type Feuille } from './feuille';
import type { Cellule, Morceau } from './tableau';

// What the papers of the service have in common: how small and strong words are written, who writes, the foot of a page.

export const PETIT = { taille: 8.5, couleur: COULEURS.discret } as const;
export const GRAS = { graisse: 'grasse' } as const;
/** What must not be taken for good: a month that is still open. */
export const PROVISOIRE = { ...GRAS, couleur: '#a12a2a' } as const;

const SERVICE = 'Centre d’action sociale de la Ville de Paris';

/** A cell of one text. */
export const seul = (texte: string, style: Omit<Morceau, 'texte'> = {}): Cellule => [{ texte, ...style }];

/** The service, under the name of who writes. `y`: in points, from the top of the page. */
export const ligneDuService = (f: Feuille, y: number): void => f.ligne(SERVICE, f.page.marge, y, PETIT);

/** The antenna that writes, at the head of a letter. */
export const enTete = (f: Feuille, antenne: { nom: string; adresse: readonly string[] }): void => {
  f.ligne(antenne.nom, f.page.marge, 42, { ...GRAS, taille: 13, couleur: COULEURS.accent });
  ligneDuService(f, 59);
  f.ligne(antenne.adresse.join(', '), f.page.marge, 71, PETIT);
};

/** Which page of how many, at the right end of the foot. */
export const numeroDePage = (f: Feuille, y: number, page: number, pages: number): void =>
  f.ligne(`Page ${page} / ${pages}`, f.page.marge, y, { ...PETIT, alignement: 'droite' }, f.utile);
