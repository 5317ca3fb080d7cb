/**
 * What the service worker keeps: one refused file would fail the whole install. The training telephone is left out, pages
 * and scripts: one same build serves every mode, and the server answers 404 for them in production.
 The page of aides keeps itself.
 */
export const FICHIERS_GARDES = {
  globPatterns: ['**/*.{html,txt,js,css,svg,ico,woff2,ttf,json,webmanifest,webp}'],
  globIgnores: ['sw.js', 'pointer/**', 'telephone/**', '**/telephone/**', '**/telephone.*'],
};
