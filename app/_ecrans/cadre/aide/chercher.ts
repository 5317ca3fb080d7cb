import MiniSearch from 'minisearch';
import { aplatir } from '../../../_ui/mots/aplatir';
import type { Section } from './manuel';

/** What of a section is searched: its words, without the tags. */
export type Texte = { id: string; titre: string; texte: string };
export type Trouvee = Texte & { extrait: readonly { texte: string; trouve: boolean }[] };

const EN_TEXTE: readonly (readonly [RegExp, string])[] = [
  // What is within a word or beside a comma leaves nothing; a paragraph or a cell ends with a space.
  [/<\/?(?:strong|em|a|code|kbd|del)\b[^>]*>/g, ''],
  [/<[^>]+>/g, ' '],
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&quot;/g, '"'],
  [/&#39;/g, '’'],
  [/&amp;/g, '&'],
  [/\s+/g, ' '],
];
export const texteDe = (s: Section): string =>
  EN_TEXTE.reduce(
    (t, [motif, par]) => t.replace(motif, par),
    s.morceaux.map((m) => ('html' in m ? m.html : '')).join(' '),
  ).trim();

/** Words that are in every sentence: looking for them would find everything. */
const CREUX = new Set(
  'a au aux avec ce ces cette dans de des du elle en et il ils je la le les leur lui ma mais me mes mon ne nous on ou par pas pour qu que qui sa se ses si son sur ta te tes ton tu un une vos votre vous y comment quand'.split(
    ' ',
  ),
);
const mots = (texte: string): string[] => aplatir(texte).split(' ').filter(Boolean);

export const indexer = (sections: readonly Section[], autres: Readonly<Record<string, string>> = {}) => {
  const index = new MiniSearch<Texte>({
    fields: ['titre', 'texte'],
    storeFields: ['titre', 'texte'],
    tokenize: mots,
    processTerm: (mot) => (CREUX.has(mot) ? null : mot),
    searchOptions: {
      boost: { titre: 4 },
      prefix: true,
      // One letter amiss in a long word; a short one is as typed.
      fuzzy: (mot) => (mot.length > 5 ? 0.2 : false),
      combineWith: 'AND',
    },
  });
  index.addAll(
    sections.map((s) => ({ id: s.id, titre: s.titre, texte: `${texteDe(s)} ${autres[s.id] ?? ''}`.trim() })),
  );
  return index;
};

const AUTOUR = 60;
const LONGUEUR = 170;

/** Around the first word found, the words found apart: the eye sees why this section was. */
const extraire = (texte: string, termes: readonly string[]): Trouvee['extrait'] => {
  const motsDuTexte = [...texte.matchAll(/[\p{L}\p{N}]+/gu)].map((m) => ({ debut: m.index, mot: m[0] }));
  const vus = motsDuTexte.filter((m) => mots(m.mot).some((x) => termes.includes(x)));
  const debut = Math.max(0, (vus[0]?.debut ?? 0) - AUTOUR);
  const depart = debut === 0 ? 0 : texte.indexOf(' ', debut) + 1;
  const fin = texte.length <= depart + LONGUEUR ? texte.length : texte.lastIndexOf(' ', depart + LONGUEUR);
  const morceaux: { texte: string; trouve: boolean }[] = [];
  let ici = depart;
  for (const { debut: d, mot } of vus) {
    if (d < ici || d + mot.length > fin) continue;
    morceaux.push({ texte: texte.slice(ici, d), trouve: false }, { texte: mot, trouve: true });
    ici = d + mot.length;
  }
  morceaux.push({ texte: `${texte.slice(ici, fin)}${fin < texte.length ? '…' : ''}`, trouve: false });
  if (depart > 0) morceaux.unshift({ texte: '… ', trouve: false });
  return morceaux.filter((m) => m.texte !== '');
};

const MONTREES = 12;

/** Sections of the help for what was typed, the best first: without accents, by the beginning of words, all of them asked. */
export const chercherAide = (index: ReturnType<typeof indexer>, tape: string): Trouvee[] =>
  index
    .search(tape)
    .slice(0, MONTREES)
    .map((r) => {
      const { titre, texte } = r as unknown as Texte;
      return { id: String(r.id), titre, texte, extrait: extraire(texte, r.terms) };
    });
