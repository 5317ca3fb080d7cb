/**
 * Plivo's own retries, which are off for a 5xx unless the address ends so: 1 s to connect, 4 s to read, three new tries,
 * whatever failed. Never sent nor signed: it is a word to the operator alone.
 */
export const RETENTATIVES = '#ct=1000&rt=4000&rc=3&rp=all';

/**
 * Where the keys of a step go. A worker that restarts in the middle of a call is then asked again rather than heard as a
 * silence; without a public address there is no operator to tell.
 */
export const adresseEtape = (origine: string, jeton: string): string =>
  `${origine}/plivo/etape?e=${jeton}${origine.startsWith('https:') ? RETENTATIVES : ''}`;
