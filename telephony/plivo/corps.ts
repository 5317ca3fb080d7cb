/** The longest body that means something: Plivo's are of one or two kilobytes. */
export const CORPS_MAX = 64 * 1024;
/** Beyond that nobody is worth waiting for: the connection is cut. */
const JETE_MAX = 16 * 1024 * 1024;

/**
 * A body as text; throws where it is too long. What is too long is read to its end all the same, and thrown away: cut off
 * in the middle of it, the caller never sees the answer, and a proxy in between makes a 502 of it.
 */
export const lireCorps = async (flux: AsyncIterable<Uint8Array>): Promise<string> => {
  let recus = 0;
  const gardes: Uint8Array[] = [];
  for await (const morceau of flux) {
    recus += morceau.length;
    if (recus <= CORPS_MAX) gardes.push(morceau);
    if (recus > JETE_MAX) break;
  }
  if (recus > CORPS_MAX) throw new Error('corps trop long');
  return Buffer.concat(gardes).toString('utf8');
};
