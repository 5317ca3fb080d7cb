import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Fonte, type Suite } from 'fontkit';

// Atkinson Hyperlegible Next (Braille Institute, OFL): drawn for readers with low vision. Parsed once and shared between
// documents, with what was laid out already: a statement costs 7 ms instead of 35.

export type Graisse = 'normale' | 'grasse';

const FICHIERS: Record<Graisse, string> = {
  normale: '400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  grasse: '700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
};

/** Figures of one width, so that columns of hours stand one under the other. */
export const CHIFFRES = ['tnum', 'kern'];

/** Words come back from one statement to the next; the memory is emptied when it holds this many. */
const MEMOIRE_MAX = 20_000;

// pdfkit scales the positions that it receives in place: each caller gets its own.
const copier = (s: Suite): Suite => {
  const positions = s.positions.map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({
    xAdvance,
    yAdvance,
    xOffset,
    yOffset,
  }));
  return {
    glyphs: s.glyphs,
    positions,
    get advanceWidth() {
      return positions.reduce((somme, p) => somme + p.xAdvance, 0);
    },
  };
};

const avecMemoire = (fonte: Fonte): Fonte => {
  const memoire = new Map<string, Suite>();
  const partagee: Fonte = Object.create(fonte);
  partagee.layout = (texte, features) => {
    const cle = features ? `${features.join()}\t${texte}` : texte;
    let suite = memoire.get(cle);
    if (!suite) {
      if (memoire.size >= MEMOIRE_MAX) memoire.clear();
      suite = copier(fonte.layout(texte, features));
      memoire.set(cle, suite);
    }
    return copier(suite);
  };
  return partagee;
};

/** French double signs stay with their word. */
const insecables = (texte: string): string => texte.replace(/ ([:;!?»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');

/** Width of a text in ems, remembered. */
const mesureur = (fonte: Fonte): ((texte: string) => number) => {
  const memoire = new Map<string, number>();
  return (texte) => {
    let l = memoire.get(texte);
    if (l === undefined) {
      if (memoire.size >= MEMOIRE_MAX) memoire.clear();
      l = fonte.layout(texte, CHIFFRES).advanceWidth / fonte.unitsPerEm;
      memoire.set(texte, l);
    }
    return l;
  };
};

export type Polices = {
  fontes: Record<Graisse, Fonte>;
  /** Width in points of a text that does not break. */
  largeur: (texte: string, graisse: Graisse, taille: number) => number;
  /** Replaces what the font cannot draw: by its letter without marks, else by `?`. The data beside keep the exact name. */
  dessinable: (texte: string) => string;
};

export const chargerPolices = (): Polices => {
  const require = createRequire(import.meta.url);
  const fonte = (g: Graisse) =>
    avecMemoire(create(readFileSync(require.resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${FICHIERS[g]}`))));
  const fontes = { normale: fonte('normale'), grasse: fonte('grasse') };
  const mesurer = { normale: mesureur(fontes.normale), grasse: mesureur(fontes.grasse) };
  const sait = (c: string) => fontes.normale.hasGlyphForCodePoint(c.codePointAt(0) ?? 0);
  const remplacer = (c: string): string => {
    if (sait(c)) return c;
    const nue = c.normalize('NFD').replace(/\p{M}/gu, '');
    return nue !== '' && [...nue].every(sait) ? nue : '?';
  };
  const dessinables = /^[\u0020-\u007e\u00a0-\u00ff’œŒ–—…«»]*$/;
  return {
    fontes,
    largeur: (texte, graisse, taille) => mesurer[graisse](texte) * taille,
    dessinable: (texte) => {
      const compose = insecables(texte.normalize('NFC').replace(/\p{Cc}/gu, ' '));
      return dessinables.test(compose) ? compose : [...compose].map(remplacer).join('');
    },
  };
};
