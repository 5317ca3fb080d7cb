import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// A document is read by its type (`sync-server/store/types.ts`), which its row of the register checks; what the store holds is cast to
// what one hopes for nowhere but here, and each says why.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const BRUTES = new Set(['lireUn', 'lirePlage', 'lireCles']);
const PORTE = /\/store\/lire'$/;

const LOCAL = 'un document _local, qui n’est d’aucun type';
const REPLIQUE = 'ce qui va et vient avec les postes va tel qu’il est écrit';
const OCTETS = 'ce qui sort ou se garde tout entier, tel qu’il est écrit';
const EFFACE = 'ce qui s’efface s’efface, lisible ou non';
const CHAINE = 'la chaîne se tient sur ce qui est écrit, lisible ou non';

/** File under `sync-server/`, and why it reads what is written as it is. */
const RAISONS: Readonly<Record<string, string>> = {
  'domaines/archive/conservation/aides.ts': 'ce qui nomme quelqu’un le garde, lisible ou non',
  'domaines/archive/conservation/dossiers.ts': EFFACE,
  'domaines/archive/conservation/effacer.ts': EFFACE,
  'domaines/archive/conservation/fichiers.ts': EFFACE,
  'domaines/archive/conservation/interventions.ts': EFFACE,
  'domaines/archive/reversibilite/documents.ts': OCTETS,
  'domaines/audit/sceller.ts': CHAINE,
  'domaines/audit/tracer.ts': CHAINE,
  'domaines/audit/verifier.ts': CHAINE,
  'domaines/cloture/inventaire/equilibrer.ts': 'ce qui est là se compte, lisible ou non',
  'domaines/cloture/retenir/remuants.ts': LOCAL,
  'domaines/corrections/statuer-correction.ts': 'une correction illisible reçoit son verdict : un refus',
  'domaines/dossiers/importer/relecture.ts': LOCAL,
  'domaines/exploitation/sauvegarde/sauvegarder.ts': OCTETS,
  'domaines/pointages/monde/ecrire-derives.ts': 'un document dérivé illisible est remplacé par ce qu’il doit dire',
  'domaines/pointages/monde/repere.ts': LOCAL,
  'domaines/pointages/monde/vue.ts':
    'la révision de chacun compte autant que son corps, que le registre vérifie ensuite',
  'http/replication/pousser.ts': REPLIQUE,
  'http/replication/tirer.ts': REPLIQUE,
};

/** The port's own readings, with bodies, are for `store/` alone. */
const surLePort = (n: ts.Node): boolean => {
  if (!ts.isCallExpression(n) || !ts.isPropertyAccessExpression(n.expression)) return false;
  const [objet, methode] = [n.expression.expression.getText(), n.expression.name.text];
  if (/(^|\.)bruts$/.test(objet)) return methode === 'parIds' || methode === 'changements';
  if (!/(^|\.)(m|magasin)$/.test(objet)) return false;
  const avec = n.arguments.some((a) => ts.isStringLiteral(a) && a.text === 'avec');
  return methode === 'lire' || ((methode === 'plage' || methode === 'parCles') && avec);
};

/** Whether a statement names a plain reading of the store, to use it or to hand it on; all of a module names them too. */
const nomme = (n: ts.Node): boolean => {
  if (ts.isCallExpression(n) && n.expression.kind === ts.SyntaxKind.ImportKeyword)
    return n.arguments.some((a) => PORTE.test(a.getText()));
  if (!ts.isImportDeclaration(n) && !ts.isExportDeclaration(n)) return false;
  if (!n.moduleSpecifier || !PORTE.test(n.moduleSpecifier.getText())) return false;
  const liste = ts.isImportDeclaration(n) ? n.importClause?.namedBindings : n.exportClause;
  if (!liste) return ts.isExportDeclaration(n);
  if (!ts.isNamedImports(liste) && !ts.isNamedExports(liste)) return true;
  return liste.elements.some((e) => BRUTES.has((e.propertyName ?? e.name).text));
};

const litBrut = (fichier: string, texte: string): boolean => {
  const voir = (n: ts.Node): boolean => nomme(n) || surLePort(n) || (ts.forEachChild(n, voir) ?? false);
  return voir(ts.createSourceFile(fichier, texte, ts.ScriptTarget.Latest, true));
};

test('a document is read by its type of the register, save in the files that say why', () => {
  const serveur = join(racine, 'sync-server');
  const bruts = readdirSync(serveur, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\/|^store\//.test(f))
    .filter((f) => litBrut(f, readFileSync(join(serveur, f), 'utf8')));
  expect(bruts.sort()).toEqual(Object.keys(RAISONS).sort());
});

test.each([
  ["import { lireUn, type Magasin } from '../../store/lire';", true],
  ["import { lirePlage as lire } from '#serveur/store/lire';", true],
  ["import * as lire from '../store/lire';", true],
  ["import { lireIds, type Magasin } from '../../store/lire';", false],
  ["import { plageType } from '../../store/types';", false],
  ["import { lireUn } from './lire';", false],
  ["export { lireCles } from '../store/lire';", true],
  ["export * from '../store/lire';", true],
  ["export { lireIds } from '../store/lire';", false],
  ["const { lireUn } = await import('../store/lire');", true],
  ['const d = await p.magasin.lire(base, id);', true],
  ["for (const l of await m.plage(base, p, 'avec')) voir(l);", true],
  ["const ids = await m.plage(base, p, 'sans');", false],
  ["const lus = await magasin.parCles(base, ids, 'avec');", true],
  ['for await (const lot of m.bruts.parIds(base)) voir(lot);', true],
  ['await p.magasin.bruts.greffer(base, docs);', false],
  ['const doc = await lire(m, base);', false],
])('%s: %s', (ligne, vu) => {
  expect(litBrut('exemple.ts', ligne)).toBe(vu);
});
