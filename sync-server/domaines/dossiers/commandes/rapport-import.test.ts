import { expect, test } from 'vitest';
import { rapportVide } from '../importer/rapport';
import { ecrireRapport } from './rapport-import';

test.each([
  [1, '1 lue, 1 créée, 1 modifiée, 1 inchangée, 1 absente, 0 refusée'],
  [2, '2 lues, 2 créées, 2 modifiées, 2 inchangées, 2 absentes, 0 refusée'],
])('the counts of a file agree: %i', (n, dit) => {
  const comptes = { lus: n, crees: n, modifies: n, inchanges: n, absents: n };
  const fichier = { ...rapportVide('USAGERS_20261124.csv', 'e'.repeat(64), 'IMPORTE'), ...comptes };
  const lignes = ecrireRapport({ fichiers: [fichier], ignores: [] })
    .replaceAll('\u00a0', ' ')
    .split('\n');
  expect(lignes).toContain(`  ${dit}`);
});
