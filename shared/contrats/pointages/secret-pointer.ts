// Apart from what checks it: the page `/pointer` takes these words, and nothing heavier.

/** [PT-9] What each value of a secret is derived under, before the secret: SHA-256 of both. */
export const DERIVES_POINTER = { lien: 'pointer/lien/', preuve: 'pointer/preuve/', cle: 'pointer/cle/' } as const;
/** First letter of the fragment: the page asks who the home is where the link does not say it. */
export const MARQUES_POINTER = { INTERVENANT: 'l', USAGER: 'q' } as const;
/** What follows it: 128 bits, in base64url. */
export const SECRET_POINTER = /^[A-Za-z0-9_-]{22}$/;
/** Passages that one sending may hold. */
export const PASSAGES_MAX = 20;
/** [PT-10] What is older is asked of the aide, and typed in: the server takes it no more, and her telephone keeps it no longer. */
export const ANCIEN_MS = 72 * 3_600_000;
