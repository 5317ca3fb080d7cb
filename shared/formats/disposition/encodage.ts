/** Those that a layout may ask for. */
export const ENCODAGES = {
  'UTF-8': 'UTF-8',
  'UTF-8-BOM': 'UTF-8, avec sa marque (BOM)',
  'WINDOWS-1252': 'Windows-1252',
  'ISO-8859-15': 'ISO-8859-15 (Latin 9)',
  'ISO-8859-1': 'ISO-8859-1 (Latin 1)',
  ASCII: 'ASCII, sans accent',
} as const;
export type Encodage = keyof typeof ENCODAGES;

const BOM = '\ufeff';

/** What Windows-1252 has from 0x80 to 0x9f; a space: nothing. */
const WINDOWS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
/** Where Latin 9 is not Latin 1. */
const LATIN_9: Readonly<Record<number, string>> = {
  ...{ 164: '€', 166: 'Š', 168: 'š', 180: 'Ž' },
  ...{ 184: 'ž', 188: 'Œ', 189: 'œ', 190: 'Ÿ' },
};

/** The character of a byte, of an encoding of one byte each. */
const caractereDe = (e: Encodage, octet: number): string | undefined => {
  if (octet < 128) return String.fromCharCode(octet);
  if (e === 'ASCII') return undefined;
  if (e === 'WINDOWS-1252' && octet < 160) return WINDOWS[octet - 128]?.trim() || undefined;
  return (e === 'ISO-8859-15' ? LATIN_9[octet] : undefined) ?? String.fromCharCode(octet);
};
const tableDe = (e: Encodage): readonly (string | undefined)[] =>
  Array.from({ length: 256 }, (_, octet) => caractereDe(e, octet));

const memo = new Map<Encodage, ReadonlyMap<string, number>>();
const octetsDe = (e: Encodage): ReadonlyMap<string, number> => {
  let m = memo.get(e);
  if (!m) {
    m = new Map(tableDe(e).flatMap((c, i) => (c === undefined ? [] : [[c, i] as const])));
    memo.set(e, m);
  }
  return m;
};

const estUtf8 = (e: Encodage): boolean => e === 'UTF-8' || e === 'UTF-8-BOM';

/** The first character of a text that the encoding does not have. */
export const caractereImpossible = (e: Encodage, texte: string): string | undefined => {
  if (estUtf8(e)) return /\p{Surrogate}/u.exec(texte)?.[0];
  const connus = octetsDe(e);
  for (const c of texte) if (!connus.has(c)) return c;
  return undefined;
};

/** The bytes of a text; what the encoding does not have has been looked for before. */
export const encoder = (e: Encodage, texte: string): Uint8Array => {
  if (estUtf8(e)) return new TextEncoder().encode(e === 'UTF-8' ? texte : BOM + texte);
  const connus = octetsDe(e);
  return Uint8Array.from(texte, (c) => connus.get(c) ?? 0x3f);
};

/** The text of bytes; undefined where they are not of that encoding. */
export const decoder = (e: Encodage, octets: Uint8Array): string | undefined => {
  if (estUtf8(e)) {
    try {
      const texte = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
      return e === 'UTF-8' ? texte : texte.startsWith(BOM) ? texte.slice(1) : undefined;
    } catch {
      return undefined;
    }
  }
  const table = tableDe(e);
  let texte = '';
  for (const o of octets) {
    const c = table[o];
    if (c === undefined) return undefined;
    texte += c;
  }
  return texte;
};
