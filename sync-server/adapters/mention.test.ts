import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { afterEach, expect, it, test } from 'vitest';
import { ecrireClasseur } from './classeur/classeur';
import { mentionner } from './mention';
import { ouvrirFeuille } from './pdf/feuille';
import { chargerPolices } from './pdf/polices';
import { textesDuPdf } from './pdf/testing/texte';

const DATE = new Date('2026-11-02T08:12:00Z');
const polices = chargerPolices();
const faire = (plus: { sansDonnees?: true } = {}): Promise<Buffer> => {
  const f = ouvrirFeuille(polices, { titre: 'Relevé', sujet: 's', auteur: 'a', date: DATE, ...plus });
  for (let n = 0; n < 80; n++) f.paragraphe(`ligne ${n}`);
  return f.finir(() => undefined);
};
const classeur = (): Promise<Buffer> =>
  buffer(
    ecrireClasseur(
      [
        { nom: 'Un', chapeau: ['Titre'], titres: [{ titre: 'Nom', largeur: 9 }], lignes: [{ cellules: ['x'] }] },
        { nom: 'Deux', chapeau: [], titres: [{ titre: 'Nom', largeur: 9 }], lignes: [{ cellules: ['y'] }] },
      ],
      DATE,
    ),
  );
const colonneA = async (octets: Buffer): Promise<string[][]> => {
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load(octets as unknown as ArrayBuffer);
  return livre.worksheets.map((f) => f.getColumn(1).values.slice(1).map(String));
};

afterEach(() => mentionner('production'));

test.each([
  ['demonstration', 'DÉMONSTRATION — sans valeur'],
  ['formation', 'FORMATION — sans valeur'],
] as const)('in %s, each page of a document and each sheet of a workbook says « %s »', async (mode, dit) => {
  mentionner(mode);
  const pages = textesDuPdf(await faire());
  expect(pages.length).toBeGreaterThan(1);
  for (const p of pages) expect(p.map((t) => t.replaceAll('\u00a0', ' '))).toContain(dit);
  expect(await colonneA(await classeur())).toEqual([
    [dit, 'Titre', 'Nom', 'x'],
    [dit, 'Nom', 'y'],
  ]);
});

test('a manual, which speaks of no data, is the same in all modes', async () => {
  const vrai = await faire({ sansDonnees: true });
  mentionner('demonstration');
  expect(vrai.equals(await faire({ sansDonnees: true }))).toBe(true);
});

it('[CL-2] in production nothing is said, and the bytes are those of before any mode was', async () => {
  const [pdf, xlsx] = [await faire(), await classeur()];
  mentionner('demonstration');
  expect(pdf.equals(await faire())).toBe(false);
  mentionner('production');
  expect([pdf.equals(await faire()), xlsx.equals(await classeur())]).toEqual([true, true]);
  expect(textesDuPdf(pdf).flat().join()).not.toContain('sans valeur');
});
