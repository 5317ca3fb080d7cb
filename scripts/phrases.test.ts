import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Words that are not ours: what CouchDB says, and names of people. */
const SAUF = /magasin\/serveur\/|generateur\/noms\.ts$|\.d\.ts$|\.(test|spec)\.tsx?$|\/out\//;
const DROITE = /\p{L}'\p{L}/u;

const phrases = (fichier: string, texte: string): string[] => {
  const source = ts.createSourceFile(fichier, texte, ts.ScriptTarget.Latest, false);
  const trouvees: string[] = [];
  const lire = (n: ts.Node): void => {
    const dit =
      ts.isStringLiteralLike(n) || ts.isTemplateHead(n) || ts.isTemplateMiddleOrTemplateTail(n) || ts.isJsxText(n);
    if (dit && DROITE.test(n.text)) trouvees.push(`${relative(racine, fichier)} : ${n.text.trim()}`);
    ts.forEachChild(n, lire);
  };
  lire(source);
  return trouvees;
};

test('no sentence has a straight apostrophe between two letters: ’ is the one', () => {
  const fautes = ['app', 'shared', 'sync-server', 'telephony'].flatMap((partie) =>
    readdirSync(join(racine, partie), { recursive: true, encoding: 'utf8' })
      .map((f) => join(racine, partie, f))
      .filter((f) => /\.tsx?$/.test(f) && !SAUF.test(f))
      .flatMap((f) => {
        const texte = readFileSync(f, 'utf8');
        return DROITE.test(texte) ? phrases(f, texte) : [];
      }),
  );
  expect(fautes).toEqual([]);
});
