import { hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { type Resultat, refuser } from '#shared/contrats/commun';

/** What protects the backups: thirty-two bytes, or a sentence from which they are made, slowly. */
export type CleMaitresse =
  | { readonly mode: 'brute'; readonly octets: Uint8Array }
  | { readonly mode: 'phrase'; readonly phrase: string };

/** How the keys of one file are made from it; kept in the file's header. */
type Derivation = { sel: string; phrase?: { sel: string; n: number; r: number; p: number } | undefined };

const PHRASE_MIN = 16;
/** 128 MiB and a third of a second for one try: a sentence that is guessed at costs as much each time. */
const SCRYPT = { n: 131_072, r: 8, p: 1 } as const;
const MEMOIRE_SCRYPT = 512 * 1024 * 1024;

/** Reads SAUVEGARDE_CLE: 64 hexadecimal digits, 44 characters of base64, or a sentence. */
export const lireCle = (texte: string | undefined): Resultat<CleMaitresse> => {
  if (texte === undefined || texte === '')
    return refuser(
      'CLE_ABSENTE',
      'Aucune clé de sauvegarde : donnez SAUVEGARDE_CLE (32 octets en base64, par exemple « openssl rand -base64 32 », ou une phrase de 16 caractères au moins), et gardez-la ailleurs que les sauvegardes.',
    );
  if (/^[0-9a-f]{64}$/i.test(texte)) return { ok: true, valeur: { mode: 'brute', octets: Buffer.from(texte, 'hex') } };
  if (/^[A-Za-z0-9+/]{43}=$/.test(texte))
    return { ok: true, valeur: { mode: 'brute', octets: Buffer.from(texte, 'base64') } };
  return texte.length >= PHRASE_MIN
    ? { ok: true, valeur: { mode: 'phrase', phrase: texte } }
    : refuser(
        'CLE_FAIBLE',
        `SAUVEGARDE_CLE est trop courte : 32 octets en base64 (« openssl rand -base64 32 »), ou une phrase de ${PHRASE_MIN} caractères au moins.`,
      );
};

export const nouvelleDerivation = (cle: CleMaitresse): Derivation => ({
  sel: randomBytes(32).toString('base64'),
  ...(cle.mode === 'phrase' ? { phrase: { sel: randomBytes(16).toString('base64'), ...SCRYPT } } : {}),
});

const etirer = (phrase: string, d: NonNullable<Derivation['phrase']>): Promise<Uint8Array> =>
  new Promise((ok, non) => {
    const options = { N: d.n, r: d.r, p: d.p, maxmem: MEMOIRE_SCRYPT };
    scrypt(phrase.normalize('NFC'), Buffer.from(d.sel, 'base64'), 32, options, (e, octets) =>
      e ? non(e) : ok(octets),
    );
  });

/**
 * The key of one file's blocks, which no other file shares (a counter is then enough of a nonce), and its witness, which tells
 * a wrong key from a damaged file. `undefined`: the file was made with the other kind of key.
 */
export const deriver = async (
  cle: CleMaitresse,
  d: Derivation,
): Promise<{ blocs: Uint8Array; temoin: string } | undefined> => {
  if ((cle.mode === 'phrase') !== (d.phrase !== undefined)) return undefined;
  const maitresse = cle.mode === 'brute' ? cle.octets : d.phrase && (await etirer(cle.phrase, d.phrase));
  if (!maitresse) return undefined;
  const tirer = (usage: string, taille: number): Buffer =>
    Buffer.from(hkdfSync('sha256', maitresse, Buffer.from(d.sel, 'base64'), `telegestion/sauvegarde/${usage}`, taille));
  return { blocs: tirer('blocs', 32), temoin: tirer('temoin', 16).toString('base64') };
};
