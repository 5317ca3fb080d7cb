import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { laissees, type Touche } from './changements';
import { GRAINE_FIXE, graineDuJour } from './graine';
import type { EtapeOrdonnee } from './ordonner';

// What `npm test` is made of. The order is the one in which steps begin; two cores are those of the reference machine.

export const COEURS = 2;
/** What touches time is right wherever the machine believes itself to be. One zone plays the same properties each time; the other, west or east of Paris, and its draw are of the day. */
const fuseaux = (graine: number): readonly (readonly [fuseau: string, graine: number])[] => [
  ['UTC', GRAINE_FIXE],
  [graine % 2 === 0 ? 'America/Cayenne' : 'Pacific/Auckland', graine],
];

/**
 * What suites and stories look for in Debian, installed where it is missing while what needs none of it runs: it waits for the network, and
 * keeps no core busy. Without stories, no browser.
 */
const paquets = (recits: boolean): EtapeOrdonnee => ({
  nom: 'paquets de Debian',
  coeurs: 0,
  commande: ['tsx', 'scripts/outils/installer-paquets.ts', ...(recits ? ['--recits'] : [])],
});
const PAQUETS = paquets(true).nom;

/** Without what `npm run demo` starts from, which only a story of `npm run epreuve` reads. */
const CONSTRUCTION: EtapeOrdonnee = {
  nom: 'construction',
  coeurs: 1,
  commande: ['npm', 'run', '--silent', 'build', '--', '--sans-demonstration'],
};

/** By its path: `typescript` has a `tsc` too. */
const TSC = 'node_modules/typescript7/bin/tsc';
const types = (nom: string, projet: string): EtapeOrdonnee => ({
  nom,
  coeurs: 1,
  commande: ['node', TSC, '-p', projet],
});
const SERVEURS = types('types des serveurs', 'tsconfig.json');
const APP = types('types de app/', 'app/tsconfig.json');
const E2E = types('types de e2e/', 'e2e/tsconfig.json');
const SHARED = types('types de shared/', 'shared/tsconfig.json');

/** Which programs of types a file is in. */
const TYPES: readonly (readonly [RegExp, readonly EtapeOrdonnee[]])[] = [
  [/^shared\//, [SERVEURS, APP, E2E, SHARED]],
  [/^app\//, [APP, E2E]],
  [/^(sync-server|embarque|telephony|bin|scripts)\//, [SERVEURS, E2E]],
  [/^(e2e|bench)\//, [E2E]],
];

/** What looks at imports: words alone change nothing of it. */
const CONTROLES_DU_CODE: readonly EtapeOrdonnee[] = [
  { nom: 'frontières', coeurs: 1, commande: ['npm', 'run', '--silent', 'borders'] },
  { nom: 'code mort', coeurs: 1, commande: ['knip', '--no-config-hints'] },
];
const AUTRES_CONTROLES: readonly EtapeOrdonnee[] = [
  {
    nom: 'format et style',
    coeurs: 1,
    commande: ['biome', 'ci', '--colors=off', '--diagnostic-level=error', '.'],
  },
  { nom: 'règles et documentation', coeurs: 1, commande: ['tsx', 'scripts/documenter.ts', '--verifier'] },
];

/** Files, with those that must come out of them: beside the project, too large to be in it. A full month; three, whose plans are dated. */
const donnees = (racine: string): Record<string, string> => {
  const dossiers = { DOSSIER_COMPLET: 'mois-complet', DOSSIER_PLANS_DATES: 'plans-dates' };
  const lieux = Object.entries(dossiers).map(([nom, sien]) => [nom, join(racine, '../shared/data', sien)] as const);
  return Object.fromEntries(lieux.filter(([, lieu]) => existsSync(lieu)));
};

const suites = (racine: string): EtapeOrdonnee[] => [
  // One worker each: they keep two cores busy better than runs of two, one after the other.
  ...fuseaux(graineDuJour()).map(
    ([fuseau, graine]): EtapeOrdonnee => ({
      nom: `shared en ${fuseau}, graine ${graine}`,
      coeurs: 1,
      commande: ['vitest', 'run', '--project', 'coeur', '--maxWorkers', '1'],
      env: { TZ: fuseau, GRAINE: String(graine) },
      rapport: 'vitest',
    }),
  ),
  {
    nom: 'suites des écrans',
    coeurs: 1,
    commande: ['vitest', 'run', '--project', 'ecrans', '--maxWorkers', '1'],
    rapport: 'vitest',
  },
  {
    nom: 'suites des serveurs, et suites isolées',
    coeurs: 2,
    apres: [PAQUETS],
    commande: ['vitest', 'run', '--project', 'serveurs', '--project', 'isolees'],
    env: donnees(racine),
    rapport: 'vitest',
    programmes: true,
  },
];

const CONVERGENCE: EtapeOrdonnee = {
  nom: 'convergence d’un serveur et de trois postes, 16 graines et 8 du jour',
  coeurs: 2,
  commande: ['npm', 'run', '--silent', 'convergence', '--', '--graines', '16', '--du-jour', '8'],
};

/** Those that are chosen, the long ones too: some screens have no other. */
const recits = (choisis: readonly string[] = []): EtapeOrdonnee => ({
  nom: 'parcours dans Chromium',
  coeurs: 2,
  apres: [PAQUETS, CONSTRUCTION.nom],
  commande: ['playwright', 'test', '-c', 'e2e', '--reporter=list,json', ...choisis],
  env: choisis.length > 0 ? { RECITS_LONGS: 'oui' } : {},
  rapport: 'playwright',
  programmes: true,
  navigateur: true,
});

/** Everything; `rapide`: without the build and what runs on it. */
export const planEntier = (racine: string, rapide: boolean): EtapeOrdonnee[] => [
  paquets(!rapide),
  ...(rapide ? [] : [CONSTRUCTION]),
  SERVEURS,
  APP,
  E2E,
  SHARED,
  ...CONTROLES_DU_CODE,
  ...AUTRES_CONTROLES,
  ...suites(racine),
  ...(rapide ? [] : [CONVERGENCE, recits()]),
];

/** Pages, and what is shown on them. */
const DES_MOTS = /^docs\/|\.(md|csv|png|svg)$/;

/** What a change touches: the controls that look at it, the tests that import it however far, the stories of its screens. */
export const planDepuis = (changes: readonly string[], { code, suites, recits: choisis }: Touche): EtapeOrdonnee[] => {
  const programmes = new Set(changes.flatMap((f) => TYPES.filter(([quoi]) => quoi.test(f)).flatMap(([, t]) => t)));
  const plan: EtapeOrdonnee[] = [
    ...(code.length + suites.length + choisis.length > 0 ? [paquets(choisis.length > 0)] : []),
    ...(choisis.length > 0 ? [CONSTRUCTION] : []),
    ...programmes,
    ...(changes.some((f) => !DES_MOTS.test(f)) ? CONTROLES_DU_CODE : []),
    ...(changes.length > 0 ? AUTRES_CONTROLES : []),
  ];
  if (code.length > 0)
    plan.push({
      nom: 'suites qui importent ce qui change',
      coeurs: 2,
      apres: [PAQUETS],
      commande: ['vitest', 'related', '--run', '--passWithNoTests', ...code],
      env: { SUITES_LAISSEES: laissees(changes).join(',') },
      rapport: 'vitest',
      programmes: true,
    });
  if (suites.length > 0)
    plan.push({
      nom: 'suites de ce que rien n’importe',
      coeurs: 2,
      apres: [PAQUETS],
      commande: ['vitest', 'run', '--passWithNoTests', ...suites],
      rapport: 'vitest',
      programmes: true,
    });
  if (choisis.length > 0) plan.push(recits(choisis));
  return plan;
};
