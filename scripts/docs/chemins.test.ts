import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// A file that moves takes with it the papers that send a reader there.

const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = [
  'README.md',
  ...readdirSync(join(RACINE, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((n) => n.endsWith('.md'))
    .map((n) => `docs/${n}`)
    .sort(),
];
const CHEMIN = /`((?:app|bench|bin|deploy|docs|e2e|embarque|scripts|shared|sync-server|telephony)\/[\w./()@-]*)`/g;
/** Made by a command, and not in git. */
const PRODUITS = ['docs/specification/regles-et-tests.md'];

test.each(PAGES)('%s: each path of the code that it names is there', (page) => {
  const nommes = [...readFileSync(join(RACINE, page), 'utf8').matchAll(CHEMIN)].map(([, chemin = '']) => chemin);
  expect(nommes.filter((c) => !PRODUITS.includes(c) && !existsSync(join(RACINE, c)))).toEqual([]);
});
