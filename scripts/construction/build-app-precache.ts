import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestTransform } from 'workbox-build';

/**
 * What the service worker keeps: one refused file would fail the whole install. The training telephone is left out, pages
 * and scripts: one same build serves every mode, and the server answers 404 for them in production.
 The page of aides keeps itself.
 */
export const FICHIERS_GARDES = {
  globPatterns: ['**/*.{html,txt,js,css,svg,ico,woff2,ttf,json,webmanifest,webp}'],
  globIgnores: ['sw.js', 'pointer/**', 'telephone/**', '**/telephone/**', '**/telephone.*'],
};

/** What a file holds, as a request may require it. */
export const empreinte = (contenu: Buffer): string => `sha384-${createHash('sha384').update(contenu).digest('base64')}`;

/**
 * Tells of each file what it holds: the page of a proxy, answered instead of a script, would be kept as that script, until a version
 * in which it is another. Not of pages, into which some antivirus write a line of their own: of
 * those the service worker only looks whether they are ours.
 */
export const ajouterEmpreintes =
  (dossier: string): ManifestTransform =>
  async (entrees) => ({
    manifest: await Promise.all(
      entrees.map(async (e) =>
        e.url.endsWith('.html') ? e : { ...e, integrity: empreinte(await readFile(join(dossier, e.url))) },
      ),
    ),
  });
