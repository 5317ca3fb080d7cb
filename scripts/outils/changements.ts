import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Files that differ from a commit and are there, those that git does not follow yet included. */
export const changesDepuis = (racine: string, commit: string): string[] => {
  const git = (...args: string[]): string[] =>
    execFileSync('git', args, { cwd: racine, encoding: 'utf8' })
      .split('\n')
      .filter((l) => l !== '');
  return [
    ...new Set([
      ...git('-c', 'core.quotePath=off', 'diff', '--name-only', '--relative', commit, '--'),
      ...git('-c', 'core.quotePath=off', 'ls-files', '--others', '--exclude-standard'),
    ]),
  ].filter((f) => existsSync(join(racine, f)));
};

const CODE = /^(app|shared|sync-server|embarque|telephony|scripts|e2e|bench|bin)\/.*\.(ts|tsx|mts|mjs|cjs)$/;

/** What everything stands on: nothing less than the whole says what such a change does. */
const TOUT = /^(package(-lock)?\.json|vitest\.config\.ts|tsconfig(\.base)?\.json)$/;

/** Suites that no import leads to: they read the files, or start the programs that these are made of. */
const SUITES_NOMMEES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^docs\//, ['scripts/docs', 'scripts/phrases']],
  [/^deploy\//, ['scripts/deploiement']],
  [/^public\//, ['scripts/navigateur-ancien']],
  [/^bin\//, ['bin/', 'sync-server/cli/cli']],
  [/^telephony\/(?!.*\.test\.ts$)/, ['telephony/worker']],
  [/^embarque\/(?!.*\.test\.ts$)/, ['embarque/contrat']],
];

/** What stands beside tests and is read by them: those of its room. */
const DONNEES = /^((?:app|shared|sync-server|embarque|telephony|scripts)\/.*?)\/(?:fixtures|testing)\//;

/** Screens, by a word of their path, and the stories that go through them. */
export const RECITS: readonly (readonly [string, readonly string[]])[] = [
  ['astreinte', ['parcours/central/astreintes']],
  ['absences', ['parcours/gestionnaire/absence-pointee']],
  ['acces-personnel', ['parcours/acces-personnel/mes-heures']],
  ['administration', ['parcours/administrateur/compte']],
  ['alertes', ['parcours/gestionnaire/alertes']],
  ['aujourdhui', ['parcours/gestionnaire/journee']],
  ['cloture', ['parcours/responsable/cloture']],
  ['compte', ['parcours/administrateur/compte']],
  ['connexion', ['parcours/gestionnaire/connexion-unique']],
  ['consultation', ['parcours/auditeur/controle']],
  ['correction', ['parcours/gestionnaire/corrections']],
  ['envois', ['parcours/central/envois']],
  ['equipe', ['parcours/gestionnaire/equipe']],
  ['etats', ['parcours/central/etats']],
  ['fiches', ['parcours/gestionnaire/fiches']],
  ['incidents', ['parcours/gestionnaire/incidents']],
  ['interventions', ['parcours/gestionnaire/journee']],
  ['invitation', ['parcours/acces-personnel/mes-heures']],
  ['mes-heures', ['parcours/acces-personnel/mes-heures']],
  ['lot', ['parcours/gestionnaire/corrections']],
  ['numeros', ['parcours/gestionnaire/numeros']],
  ['panneau', ['parcours/gestionnaire/journee']],
  ['pilotage', ['parcours/central/pilotage']],
  ['planning', ['parcours/gestionnaire/planning']],
  ['prefacturation', ['parcours/central/prefacturation']],
  ['telephone', ['parcours/gestionnaire/formation']],
  ['_donnees', ['parcours/gestionnaire/journee', 'hors-ligne/onglets']],
];

/** Half of the time of the servers' suites: each kills, stops or copies real processes for half a minute and more. */
export const LONGUES = [
  'embarque/contrat/vie.test.ts',
  'scripts/deploiement/mise-a-jour.test.ts',
  'scripts/journaux.test.ts',
  'sync-server/cli/cli.test.ts',
  'sync-server/domaines/archive/conservation/conservation.test.ts',
  'sync-server/domaines/archive/reversibilite/reversibilite.test.ts',
  'sync-server/domaines/exploitation/commandes/sauvegarde.test.ts',
  'sync-server/domaines/exploitation/sauvegarde/sauvegarde.test.ts',
  'telephony/deux-travailleurs.test.ts',
  'telephony/epreuve.test.ts',
  'telephony/worker.test.ts',
];

/** A domain, or a folder of the root. */
const salleDe = (fichier: string): string | undefined =>
  /^(sync-server\/(?:domaines\/)?[^/]+|[^/]+)\//.exec(fichier)?.[1];

/** Of the long suites, those of no room where something changes: only the whole runs them. */
export const laissees = (changes: readonly string[]): string[] => {
  const salles = new Set(changes.map(salleDe));
  return LONGUES.filter((f) => !salles.has(salleDe(f)));
};

export type Touche = {
  /** A change that only the whole judges. */
  tout: boolean;
  /** Code: the tests that import it, however far, are to run. */
  code: string[];
  /** Suites by the beginning of their path. */
  suites: string[];
  recits: string[];
};

const uniques = (mots: readonly string[]): string[] => [...new Set(mots)].sort();

/** What a change touches, by the names of its files. */
export const touche = (changes: readonly string[]): Touche => ({
  tout: changes.some((f) => TOUT.test(f)),
  code: changes.filter((f) => CODE.test(f) && !f.startsWith('e2e/') && !f.startsWith('bench/')),
  suites: uniques([
    ...changes.flatMap((f) => SUITES_NOMMEES.filter(([quoi]) => quoi.test(f)).flatMap(([, suites]) => suites)),
    ...changes.filter((f) => !CODE.test(f)).flatMap((f) => DONNEES.exec(f)?.[1] ?? []),
  ]),
  recits: uniques([
    ...changes.filter((f) => f.endsWith('.spec.ts')).map((f) => f.replace(/^e2e\//, '').replace(/\.spec\.ts$/, '')),
    ...changes
      .filter((f) => f.startsWith('app/') && !/\.test\.tsx?$/.test(f))
      .flatMap((f) => RECITS.filter(([mot]) => f.split('/').includes(mot)).flatMap(([, recits]) => recits)),
  ]),
});
