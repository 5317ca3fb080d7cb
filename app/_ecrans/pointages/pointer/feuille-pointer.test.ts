import { expect, test } from 'vitest';
import { policesDuDisque, textesDuPdf } from '../fiches/testing/texte-pdf';
import { composerFeuillesPointer } from './feuille-pointer';

const tete = { antenne: 'Est', telephone: '+33199000007', imprimeLe: '25 novembre 2026' };
const adresse = (n: number) => `https://teleassistance.exemple.fr/pointer/#q${'A'.repeat(21)}${n}`;

test('[PT-9] one page a home, each with its own square; the secret is nowhere in letters', () => {
  const feuilles = [1, 2].map((n) => ({ nom: `Mme Jeanne MARTIN ${n}`, adresse: adresse(n) }));
  const octets = composerFeuillesPointer(tete, feuilles, policesDuDisque());
  const pages = textesDuPdf(octets).map((p) => p.join('\n'));
  expect(pages).toHaveLength(2);
  for (const [n, page] of pages.entries()) {
    for (const mot of [
      `Chez Mme Jeanne MARTIN ${n + 1}`,
      'code d’aide',
      'Arrivée en arrivant, Départ en partant',
      'antenne Est',
    ])
      expect(page).toContain(mot);
    expect(page).not.toContain('AAAA');
  }
});
