/**
 * What the service worker keeps: one refused file would fail the whole install. The training telephone is left out, pages
 * and scripts: one same build serves every mode, and the server answers 404 for them in production.
 */
export const FICHIERS_GARDES = {
  globPatterns: ['**/*.{html,txt,js,css,svg,ico,woff2,ttf,json,webmanifest,webp}'],
  globIgnores: ['sw.js', 'telephone/**', '**/telephone/**', '**/telephone.*'],
};
