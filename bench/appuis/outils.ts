import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { premierMois } from './mois';
import { attendreFinDuMagasin, commander } from './processus';

// What the figures share. Each is a file that prints what it measured and fails above its limits; `main.ts` runs them all.

export const racine = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Nothing: a bare count. `exposant`: log of a cost over log of the size. */
export type Unite = 's' | 'ms' | 'Mo' | '×' | 'exposant' | '';

/** One measure. `limite`: what it must not exceed; without it, it is there to be read. */
export type Ligne = { quoi: string; valeur: number; unite: Unite; limite?: number };

export type Chiffre = { titre: string; plancher: string; lignes: Ligne[] };

const DECIMALES: Record<Unite, number> = { s: 2, ms: 0, Mo: 0, '×': 2, exposant: 2, '': 0 };

export const ecrireValeur = (valeur: number, unite: Unite): string =>
  `${valeur.toLocaleString('fr-FR', { minimumFractionDigits: DECIMALES[unite], maximumFractionDigits: DECIMALES[unite] })} ${unite}`.trim();

export const tenue = (l: Ligne): boolean => l.limite === undefined || l.valeur <= l.limite;

/** The sentence of a figure: held or not, and by how much. */
export const verdict = (c: Chiffre): string => {
  const limites = c.lignes.filter((l) => l.limite !== undefined);
  const dites = (limites.length > 0 ? limites : c.lignes).map((l) => {
    const limite = l.limite === undefined ? '' : ` (limite ${ecrireValeur(l.limite, l.unite)})`;
    return `${l.quoi} ${ecrireValeur(l.valeur, l.unite)}${limite}`;
  });
  const mot = limites.length === 0 ? 'mesuré' : limites.every(tenue) ? 'tenu' : 'DÉPASSÉ';
  return `${c.titre} : ${mot} — ${dites.join(' ; ')}.`;
};

export const mediane = (valeurs: readonly number[]): number => {
  const triees = [...valeurs].sort((a, b) => a - b);
  const milieu = Math.floor(triees.length / 2);
  const [bas, haut] = [triees[Math.ceil(triees.length / 2) - 1], triees[milieu]];
  if (bas === undefined || haut === undefined) throw new Error('aucune mesure');
  return (bas + haut) / 2;
};

export const centile = (valeurs: readonly number[], p: number): number => {
  const tries = [...valeurs].sort((a, b) => a - b);
  const v = tries[Math.min(tries.length - 1, Math.ceil((tries.length * p) / 100) - 1)];
  if (v === undefined) throw new Error('aucune mesure');
  return v;
};

/** Seconds that a piece of work took, and what it gave. */
export const chronometrer = async <T>(travail: () => T | Promise<T>): Promise<{ secondes: number; valeur: T }> => {
  const debut = performance.now();
  const valeur = await travail();
  return { secondes: (performance.now() - debut) / 1000, valeur };
};

/** A folder for the time of a work. */
export const dansUnDossier = async <T>(travail: (dossier: string) => Promise<T>): Promise<T> => {
  const dossier = mkdtempSync(join(tmpdir(), 'telegestion-bench-'));
  try {
    return await travail(dossier);
  } finally {
    rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
};

/** Where figures that run one after the other leave what the next ones need. */
const atelier = process.env.BENCH_ATELIER;

/** Leaves an imported month for the figures that follow. */
export const laisserMois = async (dataDir: string): Promise<void> => {
  if (!atelier) return;
  await attendreFinDuMagasin(dataDir);
  cpSync(dataDir, join(atelier, 'mois'), { recursive: true });
};

/** A data folder that holds the full month: a copy of the one that the import left, or imported here. */
export const moisCharge = async (dossier: string): Promise<string> => {
  const dataDir = join(dossier, 'donnees');
  const laisse = atelier && join(atelier, 'mois');
  if (laisse && existsSync(laisse)) {
    cpSync(laisse, dataDir, { recursive: true });
    return dataDir;
  }
  mkdirSync(dataDir);
  await commander(['importer', await premierMois(dossier)], dataDir);
  return dataDir;
};

/** Leaves a figure for the table of all of them. */
export const deposerChiffre = (fichier: string, chiffre: Chiffre): void => {
  if (!atelier) return;
  const nom = basename(fichier.startsWith('file:') ? fileURLToPath(fichier) : fichier, '.ts');
  appendFileSync(join(atelier, 'chiffres.jsonl'), `${JSON.stringify({ nom, ...chiffre })}\n`);
};

/** Measures when this file is the one that was started; says the verdict; fails above a limit. */
export const presenter = async (fichier: string, mesurer: () => Promise<Chiffre>): Promise<void> => {
  if (pathToFileURL(process.argv[1] ?? '').href !== fichier) return;
  const chiffre = await mesurer();
  console.log(verdict(chiffre));
  console.log(`  plancher : ${chiffre.plancher}`);
  for (const l of chiffre.lignes) console.log(`  ${l.quoi} : ${ecrireValeur(l.valeur, l.unite)}`);
  deposerChiffre(fichier, chiffre);
  if (!chiffre.lignes.every(tenue)) process.exitCode = 1;
};
