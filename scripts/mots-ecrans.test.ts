import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// One word for one thing on the screens: the glossary says which, and which are never written.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const SECTION = '## Les mots des écrans';

type Banni = { mot: string; seul: boolean };

/** The last column of the glossary's table: « word », « word » *(seul)*. */
const bannis = (): Banni[] => {
  const table = readFileSync(join(racine, 'docs/glossaire.md'), 'utf8').split(SECTION)[1] ?? '';
  return table
    .split('\n')
    .filter((l) => l.startsWith('| **'))
    .flatMap((l) => [...(l.split('|')[3] ?? '').matchAll(/« ([^»]+) »( \*\(seul\)\*)?/g)])
    .map(([, mot = '', seul]) => ({ mot, seul: seul !== undefined }));
};

/** Where a gesture is taken back, « Annuler » says just that; of the list of kept states, « État » is the name of one. */
const PERMIS: Readonly<Record<string, readonly string[]>> = {
  État: ['app/_ecrans/chiffres/etats/mes-etats.tsx'],
  Annuler: [
    'app/_ecrans/pointages/numeros/gestes/gestes-recents.tsx',
    'app/_ecrans/pointages/numeros/gestes/panneau-groupe.tsx',
  ],
};

const SAUF = /\.(test|spec)\.tsx?$|\.d\.ts$/;
/** What of the core the screens show: kinds of corrections, labels, contracts that say words. */
const DITS = ['app', 'shared/libelles', 'shared/mots', 'shared/domain/correction', 'shared/contrats'];

const plat = (t: string): string => t.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();

/** Those of a file that has one of the words at all: the others are not even read as a program. */
const textes = (fichier: string, mots: readonly Banni[]): string[] => {
  const texte = readFileSync(fichier, 'utf8');
  if (!mots.some(({ mot }) => texte.includes(mot.split(' ')[0] ?? mot))) return [];
  const source = ts.createSourceFile(fichier, texte, ts.ScriptTarget.Latest, false);
  const trouves: string[] = [];
  const lire = (n: ts.Node): void => {
    if (ts.isImportDeclaration(n) || ts.isExportDeclaration(n)) return;
    if (ts.isStringLiteralLike(n) || ts.isTemplateHead(n) || ts.isTemplateMiddleOrTemplateTail(n) || ts.isJsxText(n))
      trouves.push(plat(n.text));
    ts.forEachChild(n, lire);
  };
  lire(source);
  return trouves.filter((t) => t !== '');
};

const ecritBanni = (texte: string, { mot, seul }: Banni): boolean =>
  seul
    ? texte === mot
    : new RegExp(`(?<![\\p{L}\\p{N}])${mot.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(
        texte,
      );

test('the glossary bans words, and no screen uses one of them', () => {
  const mots = bannis();
  expect(mots.length).toBeGreaterThan(15);
  const fautes = DITS.flatMap((partie) =>
    readdirSync(join(racine, partie), { recursive: true, encoding: 'utf8' })
      .filter((f) => /\.tsx?$/.test(f) && !SAUF.test(f))
      .flatMap((f) => {
        const chemin = relative(racine, join(racine, partie, f));
        return textes(join(racine, chemin), mots).flatMap((t) =>
          mots
            .filter((m) => ecritBanni(t, m) && !PERMIS[m.mot]?.includes(chemin))
            .map((m) => `${chemin} : « ${t} » dit « ${m.mot} »`),
        );
      }),
  );
  expect(fautes).toEqual([]);
});

test('a banned word is found, and one that only contains it is not', () => {
  const trouve = (t: string, mot: string, seul = false) => ecritBanni(t, { mot, seul });
  expect([trouve('Annuler la visite', 'Annuler la visite'), trouve('Annuler', 'Annuler', true)]).toEqual([true, true]);
  expect([
    trouve('Annuler (Ctrl Z)', 'Annuler', true),
    trouve('Éditeur', 'Éditer'),
    trouve('Éditeraient', 'Éditer'),
  ]).toEqual([false, false, false]);
});
