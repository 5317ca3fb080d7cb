import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// A document is read by its type (`sync-server/store/types.ts`), which its row of the register checks; what the store holds is cast to
// what one hopes for nowhere but here, and each says why.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const BRUTES = new Set(['lireUn', 'lirePlage', 'lireCles']);
const PORTE = /\/store\/lire'/;

const LOCAL = 'un document _local, qui n’est d’aucun type';
const REPLIQUE = 'ce qui va et vient avec les postes va tel qu’il est écrit';
const EFFACE = 'ce qui s’efface s’efface, lisible ou non';
const CHAINE = 'la chaîne se tient sur ce qui est écrit, lisible ou non';

/** File under `sync-server/`, and why it reads what is written as it is. */
const RAISONS: Readonly<Record<string, string>> = {
  'domaines/archive/conservation/dossiers.ts': EFFACE,
  'domaines/archive/conservation/effacer.ts': EFFACE,
  'domaines/archive/conservation/fichiers.ts': EFFACE,
  'domaines/archive/conservation/interventions.ts': EFFACE,
  'domaines/audit/tracer.ts': CHAINE,
  'domaines/audit/verifier.ts': CHAINE,
  'domaines/cloture/retenir/remuants.ts': LOCAL,
  'domaines/corrections/statuer-correction.ts': 'une correction illisible reçoit son verdict : un refus',
  'domaines/dossiers/importer/relecture.ts': LOCAL,
  'domaines/pointages/monde/ecrire-derives.ts': 'un document dérivé illisible est remplacé par ce qu’il doit dire',
  'domaines/pointages/monde/repere.ts': LOCAL,
  'http/replication/pousser.ts': REPLIQUE,
  'http/replication/tirer.ts': REPLIQUE,
};

/** Whether the file takes a plain reading from the store. */
const litBrut = (fichier: string, texte: string): boolean =>
  ts.createSourceFile(fichier, texte, ts.ScriptTarget.Latest).statements.some((d) => {
    if (!ts.isImportDeclaration(d) || !ts.isStringLiteral(d.moduleSpecifier)) return false;
    const liste = d.importClause?.namedBindings;
    if (!PORTE.test(`${d.moduleSpecifier.text}'`) || !liste) return false;
    return ts.isNamespaceImport(liste) || liste.elements.some((e) => BRUTES.has((e.propertyName ?? e.name).text));
  });

test('a document is read by its type of the register, save in the files that say why', () => {
  const serveur = join(racine, 'sync-server');
  const bruts = readdirSync(serveur, { recursive: true, encoding: 'utf8' })
    .map((f) => relative(serveur, join(serveur, f)))
    .filter((f) => f.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\/|^store\//.test(f))
    .filter((f) => {
      const texte = readFileSync(join(serveur, f), 'utf8');
      return PORTE.test(texte) && litBrut(f, texte);
    });
  expect(bruts.sort()).toEqual(Object.keys(RAISONS).sort());
});

test.each([
  ["import { lireUn, type Magasin } from '../../store/lire';", true],
  ["import { lirePlage as lire } from '#serveur/store/lire';", true],
  ["import * as lire from '../store/lire';", true],
  ["import { lireIds, type Magasin } from '../../store/lire';", false],
  ["import { plageType } from '../../store/types';", false],
  ["import { lireUn } from './lire';", false],
])('%s: %s', (ligne, vu) => {
  expect(litBrut('exemple.ts', ligne)).toBe(vu);
});
