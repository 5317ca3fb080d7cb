import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import type { Polices } from '../../../../_ui/papier/papier';

// What a reader's « copy text » gives of a sheet, for tests and without another program.

const objetsDe = (pdf: Buffer): { entete: string; flux: string }[] => {
  const brut = pdf.toString('latin1');
  return [...brut.matchAll(/\d+ 0 obj\n([\s\S]*?)endobj/g)].map(([, corps = '']) => {
    const debut = corps.indexOf('stream\n');
    if (debut < 0) return { entete: corps, flux: '' };
    const entete = corps.slice(0, debut);
    const longueur = Number(/\/Length (\d+)/.exec(entete)?.[1] ?? 0);
    const octets = Buffer.from(corps.slice(debut + 7, debut + 7 + longueur), 'latin1');
    return { entete, flux: (entete.includes('/FlateDecode') ? inflateSync(octets) : octets).toString('latin1') };
  });
};

/** Pages, each as its pieces of text in the order in which they were drawn; U+00A0 read as a space. */
export const textesDuPdf = (octets: ArrayBuffer | Uint8Array): string[][] => {
  const objets = objetsDe(Buffer.from(octets instanceof Uint8Array ? octets : new Uint8Array(octets)));
  // Both fonts keep the glyph numbers of their file, and share them for the letters of a text.
  const glyphes = new Map<string, string>();
  for (const { flux } of objets)
    for (const [, g = '', u = ''] of flux.matchAll(/<(\w{4})><(\w{4})>/g))
      glyphes.set(g, String.fromCharCode(Number.parseInt(u, 16)));
  return objets
    .filter(({ flux }) => / Tf\n/.test(flux) && !flux.includes('begincmap'))
    .map(({ flux }) =>
      [...flux.matchAll(/<((?:\w{4})+)> Tj/g)].map(([, suite = '']) =>
        (suite.match(/.{4}/g) ?? [])
          .map((g) => glyphes.get(g) ?? '\ufffd')
          .join('')
          .replaceAll('\u00a0', ' '),
      ),
    );
};

const fonte = (fichier: string): Uint8Array =>
  readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${fichier}`));

export const policesDuDisque = (): Polices => ({
  normal: fonte('400Regular/AtkinsonHyperlegibleNext_400Regular.ttf'),
  bold: fonte('700Bold/AtkinsonHyperlegibleNext_700Bold.ttf'),
});
