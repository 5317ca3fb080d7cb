import { createHash } from 'node:crypto';
import { mauvaiseRequete } from './erreurs';

/**
 * Update sequences as clients see them: `N-opaque`. The opaque part carries the database's incarnation, so that the sequence
 * of a database deleted and made again is recognised, and a checksum, so that garbage is.
 */
const somme = (incarnation: string, n: number): string =>
  createHash('md5').update(`${incarnation}:${n}`).digest('base64url').slice(0, 8);

export function ecrireSequence(incarnation: string, n: number): string {
  return `${n}-${Buffer.from(`${n}:${incarnation}`).toString('base64url')}${somme(incarnation, n)}`;
}

/** Number to start after: 0 for the beginning, and for a sequence of another incarnation, which says nothing about this one. */
export function lireSequence(texte: string, incarnation: string, actuelle: number): number {
  if (texte === '0' || texte === '') return 0;
  if (texte === 'now') return actuelle;
  const m = /^(\d+)-([A-Za-z0-9_-]{9,})$/.exec(texte);
  const opaque = m?.[2] ?? '';
  const clair = /^(\d+):(.+)$/.exec(Buffer.from(opaque.slice(0, -8), 'base64url').toString());
  const n = Number(clair?.[1]);
  const autre = clair?.[2];
  if (autre === undefined || somme(autre, n) !== opaque.slice(-8)) {
    throw mauvaiseRequete("Malformed sequence supplied in 'since' parameter.");
  }
  return autre === incarnation ? n : 0;
}
