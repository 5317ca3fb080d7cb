import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// [decision 0130] What the audit log keeps is written and read in one room, one file an action: who traces takes what its builder gives,
// and adds when and by whom. Nobody else makes an `objet` of the log, nor looks into one.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const SALLE = 'sync-server/domaines/audit/entrees/';
const TRACER = new Set(['tracer', 'tracerTout', 'forgerMaillon']);

const nomDe = (p: ts.ObjectLiteralElementLike): string | undefined =>
  p.name && (ts.isIdentifier(p.name) || ts.isStringLiteral(p.name)) ? p.name.text : undefined;

/** Within what is handed to who writes the log, or what `ecrireUneFois` is told to trace. */
const estTrace = (n: ts.Node): boolean => {
  for (let x = n.parent; x; x = x.parent) {
    if (ts.isCallExpression(x) && x.arguments.some((a) => a.pos <= n.pos && n.end <= a.end))
      if (TRACER.has(x.expression.getText().split('.').at(-1) ?? '')) return true;
    if (ts.isPropertyAssignment(x) && nomDe(x) === 'trace') return true;
  }
  return false;
};

/** An entry that is made by hand: its words beside its action, or in the place of those that a builder gave. */
const faitUneEntree = (n: ts.Node): boolean => {
  if (!ts.isObjectLiteralExpression(n)) return false;
  const noms = n.properties.map(nomDe);
  if (!noms.includes('objet') && !noms.includes('action')) return false;
  if (noms.includes('objet') && noms.includes('action')) return true;
  return estTrace(n) || n.properties.some((p) => ts.isSpreadAssignment(p) && /\.ecrire\./.test(p.getText()));
};

const LECTURES = /^(split|replace|replaceAll|match|matchAll|startsWith|endsWith|includes|slice|indexOf|search)$/;
/** The words of an object looked into by their places. */
const lit = (n: ts.Node): boolean =>
  ts.isCallExpression(n) &&
  ts.isPropertyAccessExpression(n.expression) &&
  LECTURES.test(n.expression.name.text) &&
  /(^|[.?])objet$/.test(n.expression.expression.getText());

const voit = (fichier: string, texte: string): boolean => {
  const voir = (n: ts.Node): boolean => faitUneEntree(n) || lit(n) || (ts.forEachChild(n, voir) ?? false);
  return voir(ts.createSourceFile(fichier, texte, ts.ScriptTarget.Latest, true));
};

test('an entry of the audit log is written and read in its room alone', () => {
  const fichiers = ['sync-server', 'telephony', 'embarque', 'scripts', 'bench', 'bin'].flatMap((part) =>
    readdirSync(join(racine, part), { recursive: true, encoding: 'utf8' }).map((f) => `${part}/${f}`),
  );
  const ecrits = fichiers
    .filter((f) => f.endsWith('.ts') && !f.startsWith(SALLE) && !/\.(test|contract)\.ts$|\/testing\//.test(f))
    .filter((f) => voit(f, readFileSync(join(racine, f), 'utf8')));
  expect(ecrits).toEqual([]);
});

test.each([
  ["tracer(m, { instant, auteur, action: 'GEL', objet: `posé usager` });", true],
  ["tracer(m, { instant, auteur, action: 'GEL', objet });", true],
  ["const e: EntreeAudit = { instant, auteur, action, objet: 'posé' };", true],
  ['tracer(m, { instant, auteur, ...ENTREES.GEL.ecrire.pose(o), objet: `encore` });', true],
  ['const e = { ...ENTREES.GEL.ecrire.pose(o), objet };', true],
  ['tracerTout(m, ids.map((id) => ({ ...commun, objet: id })));', true],
  ['ecrireUneFois(m, t, { doc, memes, trace: (la) => ({ ...commun, objet: `creer anne` }) });', true],
  ["if (e.objet.split(' ')[0] === 'creer') dire(e);", true],
  ['tracer(m, { instant, auteur, ...ENTREES.GEL.ecrire.pose(o) });', false],
  ["const note = { _id, type: 'note', objet: visee, texte };", false],
  ["registre.noter({ genre: 'VERROUILLAGE', objet: 'POST /api/session' });", false],
  ["const filtre = { action: 'GEL' };", false],
])('%s: %s', (ligne, vu) => {
  expect(voit('exemple.ts', ligne)).toBe(vu);
});
