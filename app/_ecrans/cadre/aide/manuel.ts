import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked, type Token, type Tokens } from 'marked';
import { ancre, MANUELS, type Manuel } from '#shared/manuels/manuels';
import { insecables } from '../../../_ui/mots/typographie';

// The manuals turned into sections, when the application is built: nothing of Markdown goes to the browser.

/** Parts that the application draws itself, from the tables of its screens, where the manual's text has a table. */
const BLOCS = ['numero', 'statuts', 'synchronisation', 'touches', 'visite'] as const;
export type Bloc = (typeof BLOCS)[number];
export type Morceau = { html: string } | { bloc: Bloc };
export type Section = {
  /** Its anchor. */
  id: string;
  titre: string;
  /** 1: a manual, 2: a chapter, 3: a screen or a gesture, 4: smaller. */
  niveau: number;
  morceaux: Morceau[];
};

const RACINE = process.cwd();
const lire = (manuel: Manuel): string => readFileSync(join(RACINE, `docs/manuels/${manuel.fichier}.md`), 'utf8');

const chemin = (capture: string): string => join(RACINE, 'docs/captures', `${capture}.png`);
/** A screen whose picture is not taken yet is told without it; a test names those that lack. */
const estPrise = (capture: string): boolean => existsSync(chemin(capture));

/** The name under which a capture is served: another picture has another name. */
export const imageServie = (capture: string): string => {
  const octets = readFileSync(chemin(capture));
  return `ecran-${capture}.${createHash('sha256').update(octets).digest('hex').slice(0, 8)}.webp`;
};

const CAPTURE = /^\.\.\/captures\/([\w-]+)\.png$/;

/** Links between the manuals of the help become anchors; one that leads out of it breaks the build. */
const versAncre = (href: string): string => {
  if (/^(#|https?:)/.test(href)) return href;
  const manuel = MANUELS.find((m) => m.aide && href.replace(/#.*/, '') === `${m.fichier}.md`);
  if (!manuel) throw new Error(`« ${href} » mène hors de l’aide de l’application.`);
  const [, suite] = href.split('#');
  return `#${suite ?? ancre(manuel.titre)}`;
};

const marked = new Marked({
  gfm: true,
  renderer: {
    link({ href, tokens }) {
      return `<a href="${versAncre(href)}">${this.parser.parseInline(tokens)}</a>`;
    },
    image({ href, text }) {
      const capture = CAPTURE.exec(href)?.[1];
      if (!capture) throw new Error(`« ${href} » n’est pas une capture.`);
      if (!estPrise(capture)) return '';
      // The size of every capture: the text does not move when it comes.
      return `<img src="/manuel/${imageServie(capture)}" alt="${text}" width="1280" height="800" loading="lazy">`;
    },
    // A table wider than its column scrolls by itself; a screen reader must be able to go there.
    table(t) {
      const rang = (cellules: readonly Tokens.TableCell[], balise: 'th' | 'td'): string =>
        `<tr>${cellules.map((c) => `<${balise}>${this.parser.parseInline(c.tokens)}</${balise}>`).join('')}</tr>`;
      const vide = t.header.every((c) => c.text === '');
      const tete = vide ? '' : `<thead>${rang(t.header, 'th')}</thead>`;
      return `<table class="aide__table">${tete}<tbody>${t.rows.map((r) => rang(r, 'td')).join('')}</tbody></table>`;
    },
  },
});

/** This HTML is not made by the screens' elements: its marks are kept on their line here. */
const lier = (t: Token): void => {
  if (t.type === 'text' && !('tokens' in t && t.tokens)) t.text = insecables(t.text);
};

const estTitre = (t: Token): t is Tokens.Heading => t.type === 'heading';
const marqueDe = (t: Token): string | undefined =>
  t.type === 'html' ? /^<!-- ([\w ]+) -->/.exec(t.raw.trim())?.[1] : undefined;

/** Sections of a manual, in its order. */
export const sectionsDe = (texte: string): Section[] => {
  const sections: Section[] = [];
  let jetons: Token[] = [];
  let dansBloc = false;
  const vider = (): void => {
    marked.walkTokens(jetons, lier);
    const html = marked.parser(jetons).trim();
    if (html !== '') sections.at(-1)?.morceaux.push({ html });
    jetons = [];
  };
  for (const t of marked.lexer(texte)) {
    const marque = marqueDe(t);
    if (marque === 'fin') dansBloc = false;
    else if (marque !== undefined) {
      const bloc = BLOCS.find((b) => b === marque);
      if (!bloc) continue;
      vider();
      sections.at(-1)?.morceaux.push({ bloc });
      dansBloc = true;
    } else if (estTitre(t)) {
      vider();
      sections.push({ id: ancre(t.text), titre: insecables(t.text), niveau: t.depth, morceaux: [] });
    } else if (!dansBloc && t.type !== 'html') jetons.push(t);
  }
  vider();
  return sections;
};

/** The whole help: the manuals that are shown there, one after the other. */
export const lireAide = (): Section[] => {
  const sections = MANUELS.filter((m) => m.aide).flatMap((m) => sectionsDe(lire(m)));
  const doubles = sections.filter((s, i) => sections.findIndex((x) => x.id === s.id) !== i);
  if (doubles.length > 0) throw new Error(`Deux sections pour « ${doubles.map((s) => s.id).join(', ')} ».`);
  return sections;
};

/** Captures that the help shows. */
export const capturesDe = (texte: string): string[] =>
  [...texte.matchAll(/!\[[^\]]*\]\(\.\.\/captures\/([\w-]+)\.png\)/g)].flatMap(([, nom]) => nom ?? []);
export const capturesDeLAide = (): string[] => [
  ...new Set(MANUELS.filter((m) => m.aide).flatMap((m) => capturesDe(lire(m)).filter(estPrise))),
];
