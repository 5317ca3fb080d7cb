import { buffer, text } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type ColonneListe, fichierDeListe } from './liste';

type Ligne = { quand: Instant | undefined; texte: string; nombre: number };
const COLONNES: readonly ColonneListe<Ligne>[] = [
  { titre: 'Quand', largeur: 17, format: 'instant', lire: (l) => l.quand },
  { titre: 'Texte', largeur: 20, lire: (l) => l.texte },
  { titre: 'Nombre', largeur: 8, format: 'entier', lire: (l) => l.nombre },
];
const MAINTENANT = '2026-11-25T10:00:00Z' as Instant;
const fichier = (lignes: readonly Ligne[], extension: 'csv' | 'xlsx') =>
  fichierDeListe({
    ...{ genre: 'ESSAI', feuille: 'Essai', chapeau: ['Un essai'], colonnes: COLONNES, lignes },
    ...{ maintenant: MAINTENANT, extension },
  });

it('each minute of a day is the minute that it is, in both files', async () => {
  const debut = epochMs('2026-11-24T23:00:00Z' as Instant);
  const lignes = Array.from({ length: 1_440 }, (_, n): Ligne => {
    return { quand: instantDe(debut + n * 60_000 + 59_000), texte: `m${n}`, nombre: n };
  });
  const minute = (n: number): string =>
    `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
  const f = fichier(lignes, 'csv');
  expect([f.nom, f.lignes]).toEqual(['ESSAI_20261125.csv', 1_440]);
  const csv = (await text(f.ouvrir())).split('\r\n').slice(1, -1);
  expect(csv).toEqual(lignes.map((_, n) => `25/11/2026 ${minute(n)};m${n};${n}`));
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load((await buffer(fichier(lignes, 'xlsx').ouvrir())).buffer as ArrayBuffer);
  const feuille = livre.getWorksheet('Essai');
  const lues = (feuille?.getColumn(1).values ?? []).flatMap((v) =>
    v instanceof Date ? [new Date(Math.round(v.getTime() / 1_000) * 1_000).toISOString().slice(0, 16)] : [],
  );
  expect(lues).toEqual(lignes.map((_, n) => `2026-11-25T${minute(n)}`));
});

it('what is absent is an empty cell; a text that a spreadsheet would compute stays a text', async () => {
  const csv = await text(fichier([{ quand: undefined, texte: '=1+1', nombre: 0 }], 'csv').ouvrir());
  expect(csv).toBe("\ufeffQuand;Texte;Nombre\r\n;'=1+1;0\r\n");
});
