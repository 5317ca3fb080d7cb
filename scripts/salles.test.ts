import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// The rooms of the house: none needs itself through another, none has more files than one looks over, and none of their
// files is longer than one reads at once.
// Which of their files may be entered is held by `.dependency-cruiser.cjs`.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const DE_TEST = /\.(test|contract|spec)\.tsx?$|\/testing\//;

const fichiers = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: racine,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
  .split('\0')
  .filter((f) => f !== '' && existsSync(join(racine, f)));

/** The room of a file of the app; what Next.js mounts (pages, layouts, the service worker) is one, above all others. */
const salleDesEcrans = (fichier: string): string => {
  const [, etage = '', salle = '', ...reste] = fichier.split('/');
  if (etage === '_commun') return etage;
  if (!['_donnees', '_ui', '_ecrans'].includes(etage)) return 'pages';
  return reste.length === 0 ? etage : `${etage}/${salle}`;
};

/** Of a file of the server: its domain, or its folder; what stands at the root (`main.ts`, `config.ts`) is alone. */
const salleDuServeur = (fichier: string): string => {
  const [, etage = '', salle = ''] = fichier.split('/');
  return etage === 'domaines' ? `${etage}/${salle}` : etage;
};

const salleDe = (fichier: string): string =>
  fichier.startsWith('app/') ? salleDesEcrans(fichier) : salleDuServeur(fichier);

const sources = new Set(fichiers.filter((f) => /^(app|sync-server)\/.*\.tsx?$/.test(f) && !DE_TEST.test(f)));

const cibleDe = (fichier: string, nomme: string): string | undefined => {
  if (!nomme.startsWith('.')) return undefined;
  const chemin = normalize(join(dirname(fichier), nomme));
  return ['.ts', '.tsx', '/index.ts'].map((fin) => chemin + fin).find((f) => sources.has(f));
};

/** Each import that leaves its room, types and what is loaded later included: from which room, to which, and the line that says so. */
const passages = [...sources].flatMap((fichier) =>
  ts.preProcessFile(readFileSync(join(racine, fichier), 'utf8'), true, true).importedFiles.flatMap(({ fileName }) => {
    const cible = cibleDe(fichier, fileName);
    if (cible === undefined || salleDe(cible) === salleDe(fichier)) return [];
    return { de: salleDe(fichier), vers: salleDe(cible), dit: `${fichier} → ${cible}` };
  }),
);

/** Rooms that are reached from a room, itself only where it is in a circle. */
const atteintes = (liens: ReadonlyMap<string, ReadonlySet<string>>, depart: string): Set<string> => {
  const vues = new Set<string>();
  const aVoir = [...(liens.get(depart) ?? [])];
  for (let s = aVoir.pop(); s !== undefined; s = aVoir.pop()) {
    if (vues.has(s)) continue;
    vues.add(s);
    aVoir.push(...(liens.get(s) ?? []));
  }
  return vues;
};

/** The imports that make a circle of rooms: those of which the room that is entered leads back. */
const cercles = (tous: readonly (typeof passages)[number][]): string[] => {
  const liens = new Map<string, Set<string>>();
  for (const { de, vers } of tous) liens.set(de, (liens.get(de) ?? new Set()).add(vers));
  const retours = new Map([...liens.keys()].map((s) => [s, atteintes(liens, s)]));
  return tous.filter(({ de, vers }) => retours.get(vers)?.has(de)).map(({ dit }) => dit);
};

test('no two rooms of the app, nor of the server, need each other, through others either', () => {
  // The reading itself is seen to read: imports of every storey were found.
  const etages = new Set(passages.map(({ de }) => de.split('/')[0]));
  expect(['_donnees', '_ecrans', '_ui', 'pages', 'domaines', 'http', 'main.ts'].filter((e) => !etages.has(e))).toEqual(
    [],
  );
  expect(cercles(passages)).toEqual([]);
});

test('a circle of three rooms is told by each import that makes it', () => {
  const passage = (de: string, vers: string) => ({ de, vers, dit: `${de}${vers}` });
  expect(cercles([passage('a', 'b'), passage('b', 'c'), passage('c', 'a'), passage('c', 'd')])).toEqual([
    'ab',
    'bc',
    'ca',
  ]);
});

const TROP = 25;
const MAISON = /^(app|sync-server|shared|telephony|embarque|scripts|e2e|bench|bin|deploy|docs)\//;
/** Folders that hold more, and why. */
const SANS_LIMITE: Record<string, string> = {
  'docs/captures': 'pictures that `npm run captures` draws, named by the pages that show them',
  'docs/decisions': 'one page a decision, found by its number or by the index',
};

test(`no folder has more than ${TROP} files, tests aside`, () => {
  const comptes = new Map<string, number>();
  for (const f of fichiers)
    if (MAISON.test(f) && !DE_TEST.test(f)) comptes.set(dirname(f), (comptes.get(dirname(f)) ?? 0) + 1);
  const pleins = [...comptes].filter(([, n]) => n > TROP).map(([dossier]) => dossier);
  // An exception that is none any more is taken off the list.
  expect(pleins.sort()).toEqual(Object.keys(SANS_LIMITE).sort());
});

const LIGNES_MAX = 400;
/** Tables, of one row a thing: cut, they would be read in two places. */
const TABLES: Record<string, string> = {
  'shared/contrats/exploitation/table-parametres.ts': 'a row a parameter of the service',
};

test(`no file of code has more than ${LIGNES_MAX} lines, tests and tables aside`, () => {
  const longs = fichiers.filter(
    (f) =>
      MAISON.test(f) &&
      /\.[cm]?[jt]sx?$/.test(f) &&
      !DE_TEST.test(f) &&
      readFileSync(join(racine, f), 'utf8').split('\n').length - 1 > LIGNES_MAX,
  );
  expect(longs.sort()).toEqual(Object.keys(TABLES).sort());
});
