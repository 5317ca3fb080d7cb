import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOSSIERS_DE_TESTS, lireReglesDuDepot, pagesNonSuivies, pagesProduites } from './docs/pages';
import { ecarts, lireEssais } from './docs/regles';

// `npm run docs` writes the generated pages; with --verifier it writes nothing, and fails where a committed one is out of
// date, a rule has no test, or a test names no rule.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const verifier = process.argv.includes('--verifier');
const fautes = ecarts(lireReglesDuDepot(racine), lireEssais(racine, DOSSIERS_DE_TESTS));

const pages = { ...pagesProduites(), ...(verifier ? {} : pagesNonSuivies(racine)) };

for (const [chemin, texte] of Object.entries(pages)) {
  const complet = join(racine, chemin);
  if (existsSync(complet) && readFileSync(complet, 'utf8') === texte) continue;
  if (verifier) fautes.push(`${chemin} n’est plus à jour : lancer « npm run docs »`);
  else {
    writeFileSync(complet, texte);
    console.log(`écrit : ${chemin}`);
  }
}

for (const faute of fautes) console.error(faute);
if (fautes.length > 0 && verifier) process.exitCode = 1;
