import { inflateSync } from 'node:zlib';

// What a reader's « copy text » gives, for tests, without another program: the glyphs of each line, by the fonts' own tables.

type Objet = { entete: string; flux: Buffer };

const objetsDe = (pdf: Buffer): Map<string, Objet> => {
  const brut = pdf.toString('latin1');
  const objets = new Map<string, Objet>();
  for (const m of brut.matchAll(/(?<=^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, numero = '', corps = ''] = m;
    const coupure = corps.indexOf('\nstream\n');
    const entete = coupure < 0 ? corps : corps.slice(0, coupure);
    const octets = coupure < 0 ? '' : corps.slice(coupure + 8, corps.lastIndexOf('\nendstream'));
    const flux = Buffer.from(octets, 'latin1');
    objets.set(numero, { entete, flux: entete.includes('/FlateDecode') ? inflateSync(flux) : flux });
  }
  return objets;
};

const reference = (entete: string, cle: string): string => new RegExp(`/${cle} (\\d+) 0 R`).exec(entete)?.[1] ?? '';

/** Glyph → text, from a font's ToUnicode table. */
const glyphesDe = (cmap: string): Map<string, string> => {
  const table = new Map<string, string>();
  for (const [, debut = '', , valeurs = ''] of cmap.matchAll(/<(\w{4})> <(\w{4})> \[(.*)\]/g))
    for (const [i, [, hexa = '']] of [...valeurs.matchAll(/<([\w ]*)>/g)].entries()) {
      const codes = hexa.split(' ').map((h) => Number.parseInt(h, 16));
      const glyphe = (Number.parseInt(debut, 16) + i).toString(16).padStart(4, '0');
      table.set(glyphe, String.fromCharCode(...codes));
    }
  return table;
};

/** Pages of a document, each as its pieces of text in the order in which they were drawn, with their size and where they begin, from the left and from the foot; U+00A0 read as a space. */
export const morceauxDuPdf = (pdf: Buffer): { texte: string; taille: number; x: number; y: number }[][] => {
  const objets = objetsDe(pdf);
  const objet = (numero: string): Objet => objets.get(numero) ?? { entete: '', flux: Buffer.alloc(0) };
  const pages = [...objets.values()].filter((o) => /\/Type \/Page\n/.test(`${o.entete}\n`));
  return pages.map(({ entete }) => {
    const ressources = objet(reference(entete, 'Resources')).entete;
    const polices = new Map(
      [...ressources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, nom = '', n = '']) => [
        nom,
        glyphesDe(objet(reference(objet(n).entete, 'ToUnicode')).flux.toString('latin1')),
      ]),
    );
    const contenu = objet(reference(entete, 'Contents')).flux.toString('latin1');
    return [...contenu.matchAll(/1 0 0 1 ([\d.]+) ([\d.-]+) Tm\n\/(F\d+) ([\d.]+) Tf[\s\S]*?\[(.*?)\] TJ/g)].map(
      ([, x = '', y = '', police = '', taille = '', suite = '']) => {
        const glyphes = [...suite.matchAll(/<(\w+)>/g)].flatMap(([, h = '']) => h.match(/.{4}/g) ?? []);
        const lus = glyphes.map((g) => polices.get(police)?.get(g) ?? '\ufffd');
        return { texte: lus.join('').replaceAll('\u00a0', ' '), taille: Number(taille), x: Number(x), y: Number(y) };
      },
    );
  });
};

export const textesDuPdf = (pdf: Buffer): string[][] =>
  morceauxDuPdf(pdf).map((page) => page.map(({ texte }) => texte));

/** What was written with a sign that the font does not have, and is read with `?` in its place. */
export const trousDuPdf = (pdf: Buffer): string[] =>
  textesDuPdf(pdf)
    .flat()
    .filter((t) => t.includes('?'));
