/// <reference path="./fontkit.d.ts" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Fonte, type Suite } from 'fontkit';
import { type Couper, type Graisse, ouvrirCoupe } from './couper';

export type { Graisse } from './couper';

// Atkinson Hyperlegible Next (Braille Institute, OFL): drawn for readers with low vision. Parsed once and shared between
// documents, with what was laid out already: a statement costs a quarter of what it would alone.

const FICHIERS: Record<Graisse, string> = {
  normale: '400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  grasse: '700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
};

/** Figures of one width, so that columns of hours stand one under the other. */
export const CHIFFRES = ['tnum', 'kern'];

/** Words come back from one statement to the next; the memory is emptied when it holds this many. */
const MEMOIRE_MAX = 20_000;

const memoriser = <T>(calculer: (texte: string) => T): ((texte: string) => T) => {
  const memoire = new Map<string, T>();
  return (texte) => {
    let v = memoire.get(texte);
    if (v === undefined) {
      if (memoire.size >= MEMOIRE_MAX) memoire.clear();
      v = calculer(texte);
      memoire.set(texte, v);
    }
    return v;
  };
};

/** French double signs stay with their word. */
const insecables = (texte: string): string => texte.replace(/ ([:;!?»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');

export type Polices = {
  fontes: Record<Graisse, Fonte>;
  /** What pdfkit made of a text in this font: the same in each document. */
  suites: Record<Graisse, Suites>;
  /** Width in points of a text that does not break. */
  largeur: (texte: string, graisse: Graisse, taille: number) => number;
  /** Replaces what the font cannot draw: by its letter without marks, else by `?`. The data beside keep the exact name. */
  dessinable: (texte: string) => string;
  couper: Couper;
};

/** By the features that were asked for, then by text. */
type Suites = Map<readonly string[] | undefined, Map<string, Suite>>;

type PoliceEmbarquee = { layoutRun: (texte: string, features?: string[]) => Suite };

/** Gives a font of the open document what other documents laid out: pdfkit reads these runs, and changes none. */
export const partagerSuites = (police: object, suites: Suites): void => {
  const embarquee = police as PoliceEmbarquee;
  const tracer = embarquee.layoutRun.bind(police);
  embarquee.layoutRun = (texte, features) => {
    // By the array itself: the sheets ask by one.
    if (features !== undefined && features !== CHIFFRES) return tracer(texte, features);
    const siennes = suites.get(features) ?? new Map<string, Suite>();
    suites.set(features, siennes);
    let suite = siennes.get(texte);
    if (suite === undefined) {
      if (siennes.size >= MEMOIRE_MAX) siennes.clear();
      suite = tracer(texte, features);
      // Summed glyph by glyph each time that it is asked for, three times a line.
      Object.defineProperty(suite, 'advanceWidth', { value: suite.advanceWidth });
      siennes.set(texte, suite);
    }
    return suite;
  };
};

/**
 * Each document embeds some hundred letters, decoded anew for each: the drawing of a letter is read once. A letter that was first met
 * as a part of another (the E of É, the dot of …) is kept without its character: it is told it as it is written for itself, else no
 * reader would find that letter again in any later document.
 */
const retenirDessins = (fonte: Fonte): Fonte => {
  const obtenir = fonte.getGlyph.bind(fonte);
  const connus = new WeakSet<object>();
  fonte.getGlyph = (id, codes) => {
    const lettre = obtenir(id, codes);
    if (codes && codes.length > 0 && lettre.codePoints.length === 0) lettre.codePoints = codes;
    if (!connus.has(lettre)) {
      connus.add(lettre);
      const decoder = lettre._decode.bind(lettre);
      let dessin: { lu: unknown } | undefined;
      lettre._decode = () => {
        dessin ??= { lu: decoder() };
        return dessin.lu;
      };
    }
    return lettre;
  };
  return fonte;
};

export const chargerPolices = (): Polices => {
  const require = createRequire(import.meta.url);
  const lire = (g: Graisse) =>
    readFileSync(require.resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${FICHIERS[g]}`));
  const fonte = (g: Graisse) => retenirDessins(create(lire(g)));
  const fontes = { normale: fonte('normale'), grasse: fonte('grasse') };
  const enCadratins = (f: Fonte) => memoriser((t) => f.layout(t, CHIFFRES).advanceWidth / f.unitsPerEm);
  const mesurer = { normale: enCadratins(fontes.normale), grasse: enCadratins(fontes.grasse) };
  const sait = (c: string) => fontes.normale.hasGlyphForCodePoint(c.codePointAt(0) ?? 0);
  const remplacer = (c: string): string => {
    if (sait(c)) return c;
    const nue = c.normalize('NFD').replace(/\p{M}/gu, '');
    return nue !== '' && [...nue].every(sait) ? nue : '?';
  };
  const dessinables = /^[\u0020-\u007e\u00a0-\u00ff’œŒ–—…«»]*$/;
  const largeur: Polices['largeur'] = (texte, graisse, taille) => mesurer[graisse](texte) * taille;
  const dessinable = memoriser((texte) => {
    const compose = insecables(texte.normalize('NFC').replace(/\p{Cc}/gu, ' '));
    return dessinables.test(compose) ? compose : [...compose].map(remplacer).join('');
  });
  return {
    fontes,
    suites: { normale: new Map(), grasse: new Map() },
    largeur,
    dessinable,
    couper: ouvrirCoupe(largeur, dessinable),
  };
};
