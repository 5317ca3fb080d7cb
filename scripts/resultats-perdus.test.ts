import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// What a write of the store answers is never dropped (`sync-server/store/ecrire.ts`): a conflict that nobody looked at has let a
// session live that was signed out. Nor what a write of a PC answers, where its caller alone can say it: a gesture that the disk had
// refused was one more line that went by without a word [CO-6].

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Their answer is a fact that the caller must look at; what nobody needs to know goes to `sansReponse`. */
const A_LIRE = new Set(['ajouter', 'changer', 'deposerLot', 'poser']);
const PORTE = /\/store\/ecrire'|'\.\/ecrire'/;

/** Hooks of the application whose function gives a form what the disk refuses, by their module. */
const A_DIRE: Readonly<Record<string, string>> = {
  'app/_ecrans/pointages/numeros/gestes/agir': 'useAgir',
  'app/_ecrans/pointages/fiches/garder': 'useGarder',
};

const hookDe = (source: ts.SourceFile, d: ts.ImportDeclaration): string | undefined =>
  ts.isStringLiteral(d.moduleSpecifier)
    ? A_DIRE[relative(racine, join(dirname(source.fileName), d.moduleSpecifier.text))]
    : undefined;

/** The names by which the file knows them. */
const nomsLus = (source: ts.SourceFile): Set<string> => {
  const noms = new Set<string>();
  const hooks = new Set<string>();
  for (const d of source.statements) {
    if (!ts.isImportDeclaration(d)) continue;
    const porte = PORTE.test(d.moduleSpecifier.getText(source));
    const hook = hookDe(source, d);
    const liste = d.importClause?.namedBindings;
    if (!liste || !ts.isNamedImports(liste)) continue;
    for (const e of liste.elements) {
      const nom = (e.propertyName ?? e.name).text;
      if (porte && A_LIRE.has(nom)) noms.add(e.name.text);
      if (nom === hook) hooks.add(e.name.text);
    }
  }
  const voir = (n: ts.Node): void => {
    if (ts.isVariableDeclaration(n) && n.initializer && ts.isCallExpression(n.initializer))
      if (hooks.has(n.initializer.expression.getText(source))) noms.add(n.name.getText(source));
    ts.forEachChild(n, voir);
  };
  if (hooks.size > 0) voir(source);
  return noms;
};

/** Whether the value of a statement is that of such a call, alone or among others, waited for or not. */
const perd = (e: ts.Expression, noms: ReadonlySet<string>): boolean => {
  if (ts.isAwaitExpression(e) || ts.isVoidExpression(e) || ts.isParenthesizedExpression(e))
    return perd(e.expression, noms);
  if (ts.isBinaryExpression(e)) return perd(e.right, noms);
  if (ts.isConditionalExpression(e)) return perd(e.whenTrue, noms) || perd(e.whenFalse, noms);
  if (!ts.isCallExpression(e)) return false;
  const appelee = e.expression;
  if (ts.isIdentifier(appelee)) return noms.has(appelee.text);
  if (!ts.isPropertyAccessExpression(appelee)) return false;
  // `.catch(…)` keeps the value, and so does `Promise.all([…])`; `.then(f)` hands it on.
  if (['catch', 'finally'].includes(appelee.name.text)) return perd(appelee.expression, noms);
  const [liste] = e.arguments;
  return (
    appelee.expression.getText() === 'Promise' &&
    liste !== undefined &&
    ts.isArrayLiteralExpression(liste) &&
    liste.elements.some((x) => perd(x, noms))
  );
};

/** The port's own write is for `store/` alone. */
const ecritSurLePort = (n: ts.Node): boolean =>
  ts.isCallExpression(n) &&
  ts.isPropertyAccessExpression(n.expression) &&
  n.expression.name.text === 'ecrire' &&
  /(^|\.)(m|magasin)$/.test(n.expression.expression.getText());

const fautes = (fichier: string, texte: string): string[] => {
  const source = ts.createSourceFile(fichier, texte, ts.ScriptTarget.Latest, true);
  const noms = nomsLus(source);
  const trouvees: string[] = [];
  const dire = (n: ts.Node, quoi: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(n.getStart(source));
    trouvees.push(`${relative(racine, fichier)}:${line + 1} ${quoi}`);
  };
  const voir = (n: ts.Node): void => {
    if (ts.isExpressionStatement(n) && perd(n.expression, noms)) dire(n, 'réponse d’une écriture perdue');
    if (ts.isArrowFunction(n) && ts.isVoidExpression(n.body) && perd(n.body, noms))
      dire(n, 'réponse d’une écriture perdue');
    if (ecritSurLePort(n)) dire(n, 'écriture sans passer par store/ecrire.ts');
    ts.forEachChild(n, voir);
  };
  voir(source);
  return trouvees;
};

test('no answer of a write is dropped, and nobody writes past the functions that say what became of it', () => {
  const toutes = ['sync-server', 'e2e/convergence', 'bench'].flatMap((partie) =>
    readdirSync(join(racine, partie), { recursive: true, encoding: 'utf8' })
      .map((f) => join(racine, partie, f))
      .filter((f) => f.endsWith('.ts') && !/sync-server\/store\//.test(f))
      .flatMap((f) => {
        const texte = readFileSync(f, 'utf8');
        return PORTE.test(texte) || /\.ecrire\(/.test(texte) ? fautes(f, texte) : [];
      }),
  );
  expect(toutes).toEqual([]);
});

test('nor is what a form must say where the disk of a PC refuses', () => {
  const modules = new RegExp(
    `/(${Object.keys(A_DIRE)
      .map((m) => m.split('/').at(-1))
      .join('|')})'`,
  );
  const toutes = readdirSync(join(racine, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((f) => /^_.*\.tsx?$/.test(f) && !f.includes('.test.'))
    .flatMap((f) => {
      const chemin = join(racine, 'app', f);
      const texte = readFileSync(chemin, 'utf8');
      return modules.test(texte) ? fautes(chemin, texte) : [];
    });
  expect(toutes).toEqual([]);
  const perdue = (ligne: string): number =>
    fautes(
      join(racine, 'app/_ecrans/pointages/numeros/exemple.tsx'),
      `import { useAgir } from './gestes/agir';\nconst Un = () => {\n  const agir = useAgir();\n  ${ligne}\n};\n`,
    ).length;
  expect(perdue('void agir([v]);')).toBe(1);
  expect(perdue('return <Button onClick={() => void agir([v])} />;')).toBe(1);
  expect(perdue('const refus = await agir([v]);')).toBe(0);
});

const IMPORT = "import { ajouter, changer as modifier, ecrireTout } from '../store/ecrire';\n";
const exemple = (ligne: string): number => fautes(join(racine, 'exemple.ts'), `${IMPORT}${ligne}`).length;

test.each([
  'await ajouter(m, b, doc);',
  'ajouter(m, b, doc);',
  'void modifier(m, b, id, f);',
  'await ajouter(m, b, doc).catch(() => undefined);',
  'if (x) await modifier(m, b, id, f);',
  'x && (await ajouter(m, b, doc));',
  'await Promise.all([lire(), ajouter(m, b, doc)]);',
  'for (const d of docs) await ajouter(m, b, d);',
  'const r = await c.magasin.ecrire(b, docs);',
])('seen: %s', (ligne) => {
  expect(exemple(ligne)).toBe(1);
});

test.each([
  'const r = await ajouter(m, b, doc);',
  "if ('dejaLa' in (await ajouter(m, b, doc))) refuser();",
  'sansReponse(await modifier(m, b, id, f));',
  'modifier(m, b, id, f).then(sansReponse, oublier);',
  'await ecrireTout(m, b, docs);',
  'await fichier.ecrire(octets);',
])('let be: %s', (ligne) => {
  expect(exemple(ligne)).toBe(0);
});
