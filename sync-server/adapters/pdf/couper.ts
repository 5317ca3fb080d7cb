export type Graisse = 'normale' | 'grasse';

/** Where a line may end: French signs stay with the word that they follow, « with the one that it opens. */
export const motsDe = (texte: string): string[] => texte.split(/(?<!«) (?![:;!?»%€](?:[ .,)]|$))/);

type Mesurer = (texte: string, graisse: Graisse, taille: number) => number;
/** Lines of a text, in a width in points. */
export type Couper = (texte: string, largeur: number, graisse: Graisse, taille: number) => readonly string[];

/** Names, hours and durations come back from one statement to the next, in the same columns; emptied when it holds this many. */
const MEMOIRE_MAX = 20_000;

/** Breaks texts between their words; a word too long for the line is cut. */
export const ouvrirCoupe = (mesurer: Mesurer, dessinable: (texte: string) => string): Couper => {
  const couperMot = (mot: string, largeur: number, graisse: Graisse, taille: number): string[] => {
    const bouts: string[] = [];
    let bout = '';
    for (const c of mot) {
      if (bout && mesurer(bout + c, graisse, taille) > largeur) {
        bouts.push(bout);
        bout = '';
      }
      bout += c;
    }
    return [...bouts, bout];
  };

  const couper: Couper = (brut, largeur, graisse, taille) => {
    // Word by word: words come back, lines do not, and the font remembers what it measured.
    const espace = mesurer(' ', graisse, taille);
    const lignes: string[] = [];
    let courante = '';
    let prise = 0;
    for (const mot of motsDe(dessinable(brut))) {
      const mesure = mesurer(mot, graisse, taille);
      if (courante !== '' && prise + espace + mesure <= largeur) {
        courante += ` ${mot}`;
        prise += espace + mesure;
        continue;
      }
      if (courante !== '') lignes.push(courante);
      const bouts = mesure <= largeur ? [mot] : couperMot(mot, largeur, graisse, taille);
      for (const bout of bouts.slice(0, -1)) lignes.push(bout);
      courante = bouts.at(-1) ?? '';
      prise = mesurer(courante, graisse, taille);
    }
    return courante === '' ? lignes : [...lignes, courante];
  };

  const memoire = new Map<Graisse, Map<number, Map<number, Map<string, readonly string[]>>>>();
  let retenues = 0;
  const tiroir = (graisse: Graisse, taille: number, largeur: number): Map<string, readonly string[]> => {
    const parTaille = memoire.get(graisse) ?? new Map<number, Map<number, Map<string, readonly string[]>>>();
    memoire.set(graisse, parTaille);
    const parLargeur = parTaille.get(taille) ?? new Map<number, Map<string, readonly string[]>>();
    parTaille.set(taille, parLargeur);
    const siennes = parLargeur.get(largeur) ?? new Map<string, readonly string[]>();
    parLargeur.set(largeur, siennes);
    return siennes;
  };
  return (texte, largeur, graisse, taille) => {
    const connues = tiroir(graisse, taille, largeur).get(texte);
    if (connues !== undefined) return connues;
    const lignes = couper(texte, largeur, graisse, taille);
    if (retenues >= MEMOIRE_MAX) {
      memoire.clear();
      retenues = 0;
    }
    retenues += 1;
    tiroir(graisse, taille, largeur).set(texte, lignes);
    return lignes;
  };
};
