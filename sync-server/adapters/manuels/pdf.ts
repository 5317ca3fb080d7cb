import { marked, type Token, type Tokens } from 'marked';
import {
  COULEURS,
  type Feuille,
  INTERLIGNE,
  LARGEUR_UTILE,
  motsDe,
  ouvrirFeuille,
  PAGE,
  type Style,
} from '../archive/pdf/feuille';
import type { Graisse, Polices } from '../archive/pdf/polices';
import { tableau } from '../archive/pdf/tableau';

// A manual on paper: the Markdown that the forge and the application's help show, on the sheets of the statements.

const CORPS = 10.5;
const A_REMPLIR = 17;
/** What follows a title on its page at least: a table’s head of two lines and a row to be filled in by hand. */
const SUITE = 78;
const PETIT = { taille: 8.5, couleur: COULEURS.discret } as const;
const TITRES: readonly { taille: number; avant: number; apres: number }[] = [
  { taille: 20, avant: 0, apres: 8 },
  { taille: 15, avant: 16, apres: 5 },
  { taille: 12.5, avant: 11, apres: 4 },
  { taille: 11, avant: 8, apres: 3 },
];
/** Proportions of every capture. */
const CAPTURE = { largeur: 1280, hauteur: 800 };
/** What the font of the statements does not draw, as one says it. */
const DITS: Readonly<Record<string, string>> = { '☐': '[ ]', '↑': 'haut', '↓': 'bas', '←': 'gauche', '→': '>' };

const ENTITES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': '’',
};
const lisible = (t: string): string =>
  t
    .replace(/&(?:lt|gt|amp|quot|#39);/g, (e) => ENTITES[e] ?? e)
    .replace(/[☐↑↓←→]/g, (c) => DITS[c] ?? c)
    // A double sign stays with its word.
    .replace(/[^\S\u00a0]+/g, ' ');

type Suite = { texte: string; graisse: Graisse };

/** Words with their weight; keys and links are their words. */
const suitesDe = (jetons: readonly Token[], graisse: Graisse = 'normale'): Suite[] =>
  jetons.flatMap((t): Suite[] => {
    if (t.type === 'br') return [{ texte: ' ', graisse }];
    if (t.type === 'html') return [];
    if (t.type === 'strong') return suitesDe(t.tokens ?? [], 'grasse');
    if ('tokens' in t && t.tokens && t.type !== 'image') return suitesDe(t.tokens, graisse);
    return t.type === 'image' || !('text' in t) ? [] : [{ texte: lisible(t.text), graisse }];
  });
const texteDe = (jetons: readonly Token[]): string =>
  suitesDe(jetons)
    .map((s) => s.texte)
    .join('');

/** A paragraph whose words have two weights, wrapped; `f.y` goes below it. */
const couler = (f: Feuille, suites: readonly Suite[], x: number, taille = CORPS): void => {
  const espace = f.polices.largeur(' ', 'normale', taille);
  const pas = taille * INTERLIGNE;
  const limite = PAGE.marge + LARGEUR_UTILE;
  let ici = x;
  let entame = false;
  let colle = true;
  f.reserver(pas);
  for (const { texte, graisse } of suites) {
    for (const [n, mot] of motsDe(texte).entries()) {
      if (n > 0) colle = false;
      if (mot === '') continue;
      const largeur = f.polices.largeur(f.polices.dessinable(mot), graisse, taille);
      const debut = entame && !colle ? ici + espace : ici;
      if (entame && debut + largeur > limite) {
        f.y += pas;
        f.reserver(pas);
        ici = x;
      } else ici = debut;
      f.ligne(mot, ici, f.y, { graisse, taille });
      ici += largeur;
      entame = true;
      colle = true;
    }
  }
  if (entame) f.y += pas;
};

const code = (f: Feuille, texte: string): void => {
  const style: Style = { taille: 9 };
  const pas = 9 * INTERLIGNE;
  const lignes = texte.split('\n').flatMap((l) => f.couper(l, LARGEUR_UTILE - 20, style));
  for (const l of lignes) {
    f.reserver(pas);
    f.fond(PAGE.marge, f.y - 1, LARGEUR_UTILE, pas + 1);
    f.ligne(l, PAGE.marge + 10, f.y, style);
    f.y += pas;
  }
  f.y += 6;
};

/** Columns as wide as what they hold asks for, none under a tenth of the page. */
const table = (f: Feuille, t: Tokens.Table): void => {
  const rangs = [t.header, ...t.rows].map((r) => r.map((c) => texteDe(c.tokens)));
  const poids = t.header.map((_, i) => {
    const longueurs = rangs.map((r) => r[i]?.length ?? 0);
    return Math.max(8, Math.sqrt(Math.max(...longueurs) * (longueurs.reduce((a, b) => a + b, 0) / rangs.length)));
  });
  const plancher = LARGEUR_UTILE / Math.max(10, t.header.length * 1.5);
  const libre = LARGEUR_UTILE - plancher * t.header.length;
  const total = poids.reduce((a, b) => a + b, 0);
  const colonnes = t.header.map((c, i) => ({
    titre: texteDe(c.tokens),
    largeur: plancher + (libre * (poids[i] ?? 0)) / total,
  }));
  tableau(
    f,
    colonnes,
    rangs.slice(1).map((r) => {
      // A row to be filled in by hand is high enough for a signature.
      const taille = r.every((texte) => texte === '') ? A_REMPLIR : 9;
      return { cellules: r.map((texte) => [{ texte: texte === '' ? '\u00a0' : texte, taille }]) };
    }),
  );
  f.y += 6;
};

const titre = (f: Feuille, t: Tokens.Heading): void => {
  const s = TITRES[Math.min(t.depth, TITRES.length) - 1] ?? { taille: CORPS, avant: 6, apres: 3 };
  // A title is never left alone at the foot of a page, nor with the mere head of its table.
  if (!f.reserver(s.avant + s.taille * INTERLIGNE + SUITE)) f.y += s.avant;
  f.paragraphe(texteDe(t.tokens ?? []), { graisse: 'grasse', taille: s.taille, couleur: COULEURS.accent });
  f.y += s.apres;
};

const image = (f: Feuille, octets: Buffer | undefined): void => {
  if (!octets) return;
  const largeur = LARGEUR_UTILE * 0.82;
  const hauteur = (largeur * CAPTURE.hauteur) / CAPTURE.largeur;
  f.reserver(hauteur + 8);
  f.image(octets, PAGE.marge, f.y, largeur);
  f.y += hauteur + 10;
};

type LireCapture = (nom: string) => Buffer | undefined;

const poser = (f: Feuille, t: Token, lireCapture: LireCapture): void => {
  if (t.type === 'heading') titre(f, t as Tokens.Heading);
  else if (t.type === 'table') table(f, t as Tokens.Table);
  else if (t.type === 'code') code(f, (t as Tokens.Code).text);
  else if (t.type === 'list') liste(f, t as Tokens.List, PAGE.marge);
  else if (t.type === 'hr') f.y += 8;
  else if (t.type === 'blockquote') for (const b of t.tokens ?? []) poser(f, b, lireCapture);
  else if (t.type === 'paragraph') {
    for (const i of (t as Tokens.Paragraph).tokens)
      if (i.type === 'image') image(f, lireCapture(/([\w-]+)\.png$/.exec(i.href as string)?.[1] ?? ''));
    couler(f, suitesDe((t as Tokens.Paragraph).tokens), PAGE.marge);
    f.y += 5;
  }
};

const liste = (f: Feuille, l: Tokens.List, x: number): void => {
  for (const [n, item] of l.items.entries()) {
    f.reserver(CORPS * INTERLIGNE);
    f.ligne(l.ordered ? `${Number(l.start) + n}.` : '–', x + 2, f.y, { taille: CORPS });
    for (const t of item.tokens) {
      if (t.type === 'list') liste(f, t as Tokens.List, x + 18);
      else couler(f, suitesDe('tokens' in t && t.tokens ? t.tokens : [t]), x + 18);
    }
    f.y += 2;
  }
  f.y += 4;
};

export type ManuelImprime = { titre: string; texte: string; date: Date; lireCapture: LireCapture };

/** One manual, A4. */
export const rendreManuel = (polices: Polices, m: ManuelImprime): Promise<Buffer> => {
  const f = ouvrirFeuille(polices, {
    titre: m.titre,
    sujet: 'Télégestion',
    auteur: 'Télégestion',
    date: m.date,
    sansDonnees: true,
  });
  for (const t of marked.lexer(m.texte)) poser(f, t, m.lireCapture);
  return f.finir((page, pages) => {
    const y = PAGE.hauteur - PAGE.bas + 14;
    f.filet(y);
    f.ligne(`Télégestion · ${m.titre}`, PAGE.marge, y + 7, PETIT);
    f.ligne(`Page ${page} / ${pages}`, PAGE.marge, y + 7, { ...PETIT, alignement: 'droite' }, LARGEUR_UTILE);
  });
};
