import { describe, expect, it } from 'vitest';
import { A_VENIR, ecarts, lireRegles, lireTitres, tableReglesEtTests } from './regles';

const crochets = (id: string, reste: string): string => `[${id}] ${reste}`;

describe('règles et tests', () => {
  it('reads the rules of a table, and nothing else', () => {
    const texte = '| id | rule |\n|---|---|\n| AP-1 | ouvre |\n| RG | taux |\nAP-2 hors table\n';
    expect(lireRegles(texte)).toEqual([
      { id: 'AP-1', texte: 'ouvre' },
      { id: 'RG', texte: 'taux' },
    ]);
  });

  it('reads titles in every quoting, with one rule or several', () => {
    const source = [
      `it('${crochets('AP-3', "l\\'arrivée')")}, () => {});`,
      `describe("${crochets('AP-3, AP-4', 'doublons')}", () => {});`,
      `it.each([1, 2])(\n  \`${crochets('FI-6', `[FI-2] report`)}\`,\n  () => {});`,
      `it('sans règle', () => {});`,
    ].join('\n');
    expect(lireTitres(source).map((t) => t.regles)).toEqual([['AP-3'], ['AP-3', 'AP-4'], ['FI-6', 'FI-2']]);
  });

  it('names a rule without a test, and a test of no rule', () => {
    const regles = [
      { id: 'AP-1', texte: '' },
      { id: 'AP-2', texte: '' },
      ...Object.keys(A_VENIR).map((id) => ({ id, texte: '' })),
    ];
    const essais = [
      { fichier: 'a.test.ts', titre: 'un', regles: ['AP-1'] },
      { fichier: 'b.test.ts', titre: 'deux', regles: ['ZZ-9'] },
    ];
    const dits = ecarts(regles, essais);
    expect(dits).toHaveLength(2);
    expect(dits[0]).toContain('AP-2');
    expect(dits[1]).toContain('b.test.ts');
    expect(tableReglesEtTests(regles, essais)).toContain('| AP-1 | 1 | un (`a.test.ts`) |');
  });
});
