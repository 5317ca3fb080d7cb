// fontkit ships no types: what the statements use of it.
declare module 'fontkit' {
  export type Suite = { readonly advanceWidth: number };
  export type Lettre = { _decode: () => unknown; codePoints: number[] };
  export type Fonte = {
    getGlyph: (id: number, codes?: number[]) => Lettre;
    unitsPerEm: number;
    hasGlyphForCodePoint: (code: number) => boolean;
    layout: (texte: string, features?: string[]) => Suite;
  };
  export const create: (octets: Uint8Array) => Fonte;
}
