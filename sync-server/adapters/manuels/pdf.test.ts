import { expect, it } from 'vitest';
import { chargerPolices } from '../archive/pdf/polices';
import { textesDuPdf } from '../archive/pdf/texte.testing';
import { rendreManuel } from './pdf';

const TEXTE = [
  '# Manuel',
  '',
  'Tapez <kbd>Entrée</kbd>, puis **Garder** : voir [ailleurs](#x) &amp; `telegestion lire`.',
  '',
  '![Une capture](../captures/absente.png)',
  '',
  '- un ☐',
  '  - dedans ↑',
  '1. premier',
  '',
  '| nom | signature |',
  '|---|---|',
  '| Anne | **oui** |',
  '| | |',
  '',
  '```sh',
  'npm ci',
  '```',
  '',
  ...Array.from({ length: 80 }, (_, n) => `## Chapitre ${n}\n\nSon texte.`),
].join('\n');

it('un manuel sur papier : tous ses mots, aucune balise, une page après l’autre, numérotées', async () => {
  const demandees: string[] = [];
  const manuel = { titre: 'Manuel', texte: TEXTE, date: new Date('2026-11-25T08:00:00Z') };
  const pdf = await rendreManuel(chargerPolices(), {
    ...manuel,
    lireCapture: (nom) => {
      demandees.push(nom);
      return undefined;
    },
  });
  const lu = textesDuPdf(pdf).flat().join(' ').replace(/\s+/g, ' ');
  for (const dit of [
    'Entrée',
    'Garder',
    'ailleurs',
    '& telegestion lire',
    '[ ]',
    'dedans haut',
    'npm ci',
    'Anne',
    'Chapitre 79',
  ])
    expect(lu.replaceAll(' ', '')).toContain(dit.replaceAll(' ', ''));
  expect(lu).not.toMatch(/<kbd>|\*\*|&amp;/);
  expect(lu.replaceAll(' ', '')).toMatch(/Page1\/[2-9]/);
  expect(demandees).toEqual(['absente']);
  const encore = await rendreManuel(chargerPolices(), { ...manuel, lireCapture: () => undefined });
  expect(encore.equals(pdf)).toBe(true);
});
