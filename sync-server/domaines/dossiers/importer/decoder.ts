import iconv from 'iconv-lite';

export type TexteDecode = { ok: true; texte: string } | { ok: false; raison: string };

const DEMANDE = 'Demandez un envoi en UTF-8 ou en Windows-1252';
/** Bytes that Windows-1252 does not define. */
const INDEFINIS = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

const utf8 = (octets: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return undefined;
  }
};

/** UTF-8 with or without BOM, else Windows-1252; what is neither is refused rather than guessed. */
export const decoder = (octets: Uint8Array): TexteDecode => {
  const [a, b, c] = octets;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return { ok: false, raison: `fichier en UTF-16, non lu. ${DEMANDE}` };
  if (octets.includes(0)) return { ok: false, raison: `octets nuls : ce n’est pas un fichier texte. ${DEMANDE}` };
  const texte = utf8(octets);
  if (texte !== undefined) return { ok: true, texte };
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return { ok: false, raison: `fichier annoncé en UTF-8, mais certains octets n’en sont pas. ${DEMANDE}` };
  if (octets.some((o) => INDEFINIS.has(o)))
    return { ok: false, raison: `octets illisibles, ni en UTF-8 ni en Windows-1252. ${DEMANDE}` };
  // « é » written in UTF-8 amid other bytes: read as Windows-1252 it would spoil the names without a word.
  if (octets.some((o, i) => o === 0xc3 && (octets[i + 1] ?? 0) >= 0x80 && (octets[i + 1] ?? 0) <= 0xbf))
    return { ok: false, raison: `deux encodages mêlés (UTF-8 et autre). ${DEMANDE}` };
  return { ok: true, texte: iconv.decode(Buffer.from(octets), 'win1252') };
};
