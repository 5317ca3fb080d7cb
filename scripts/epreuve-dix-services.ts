import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { FicheAntenne } from '#shared/contrats/antenne';
import { MOIS } from '../bench/appuis/mois';
import { attendreFinDuMagasin, commander } from '../bench/appuis/processus';
import { fichiersDuService, groupesDAntennes, ouvrirService } from '../bench/croissance/service';
import { comparer, type Sommes, sommer } from './dix-services/comparer';
import { diviser, type Ecartee, type Fichier } from './dix-services/diviser';
import { fausser } from './dix-services/fausser';

// `npm run epreuve -- dix-services`: a service ten times as large is imported, closed and exported; then ten services of six antennas,
// each with its part of the same files. Every file that comes out of the one must be, to the byte, that of the one of the ten that has
// its antenna. `--fausser` changes one punch of the last of them: the trial must then fail, and say where.

const { values } = parseArgs({
  options: { fois: { type: 'string', default: '10' }, fausser: { type: 'boolean', default: false } },
});
const FOIS = Number(values.fois);
if (!Number.isInteger(FOIS) || FOIS < 2) {
  console.error('--fois : un nombre entier, 2 au moins');
  process.exit(1);
}

const MONTRES = 20;
const fr = (n: number): string => n.toLocaleString('fr-FR');

type RapportFichier = { lus: number; crees: number; refuses: readonly unknown[] };
/** What the imports said of their rows, added up. */
type Pris = { lus: number; crees: number; refuses: number };
type Sorti = { fichiers: Fichier[]; pris: Pris; secondes: number };

/** One service from its files to those of its closed month, in folders of its own. */
const mener = async (
  dossier: string,
  antennes: readonly FicheAntenne[],
  fichiers: readonly Fichier[],
): Promise<Sorti> => {
  const debut = performance.now();
  const [echange, dataDir, vers] = ['echange', 'donnees', 'sortie'].map((d) => join(dossier, d));
  if (!echange || !dataDir || !vers) throw new Error(dossier);
  mkdirSync(echange, { recursive: true });
  for (const { nom, contenu } of fichiers) writeFileSync(join(echange, nom), contenu);
  await ouvrirService(dataDir, antennes);
  const importe = await commander(['importer', echange, '--json'], dataDir);
  await commander(['cloturer', MOIS, '--motif', 'épreuve'], dataDir);
  await commander(['exporter', MOIS, '--vers', vers], dataDir);
  await attendreFinDuMagasin(dataDir);
  const rapports = (JSON.parse(importe.sortie) as { fichiers: RapportFichier[] }).fichiers;
  const pris = rapports.reduce(
    (p, f) => ({ lus: p.lus + f.lus, crees: p.crees + f.crees, refuses: p.refuses + f.refuses.length }),
    { lus: 0, crees: 0, refuses: 0 },
  );
  const sortis = readdirSync(vers).map((nom) => ({ nom, contenu: readFileSync(join(vers, nom), 'latin1') }));
  rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  return { fichiers: sortis, pris, secondes: (performance.now() - debut) / 1_000 };
};

const direEcartees = (ecartees: readonly Ecartee[]): void => {
  console.log(`${fr(ecartees.length)} lignes de deux services à la fois, écartées des deux côtés`);
  for (const e of ecartees.slice(0, MONTRES)) console.log(`  ${e.nom} : ${e.ligne.join(';')} : ${e.pourquoi}`);
};

const direSommes = (genre: string, e: Sommes | undefined, s: Sommes | undefined): boolean => {
  const dire = (x: Sommes | undefined): string =>
    x ? `${fr(x.fichiers)} fichiers, ${fr(x.lignes)} lignes, ${fr(x.minutes)} minutes` : 'aucun fichier';
  const egales = isDeepStrictEqual(e, s);
  console.log(`${egales ? '✓' : '✗'} ${genre} : un service ${dire(e)} ; ${FOIS} services ${dire(s)}`);
  return egales;
};

const dossier = mkdtempSync(join(tmpdir(), 'telegestion-dix-services-'));
try {
  const groupes = groupesDAntennes(FOIS);
  const rang = new Map(groupes.flatMap((g, n) => g.map((a) => [a.code as string, n] as const)));
  const { entier, parts, ecartees } = diviser(fichiersDuService(FOIS).fichiers, FOIS, (code) => rang.get(code) ?? -1);
  direEcartees(ecartees);
  if (values.fausser) {
    const derniere = parts.pop() ?? [];
    const { fichiers, quoi } = fausser(derniere);
    parts.push(fichiers);
    console.log(`… faussé dans le service ${FOIS} : ${quoi}`);
  }
  const un = await mener(join(dossier, 'entier'), groupes.flat(), entier);
  console.log(`… un service de ${groupes.flat().length} antennes : ${fr(Math.round(un.secondes))} s`);
  const separes: Sorti[] = [];
  for (const [n, fichiers] of parts.entries()) {
    const sorti = await mener(join(dossier, `service-${n + 1}`), groupes[n] ?? [], fichiers);
    separes.push(sorti);
    console.log(`… service ${n + 1} : ${fr(Math.round(sorti.secondes))} s`);
  }
  const leurs = separes.flatMap((s) => s.fichiers);
  const [sommesUn, sommesLeurs] = [sommer(un.fichiers), sommer(leurs)];
  const genres = [...new Set([...sommesUn.keys(), ...sommesLeurs.keys()])].sort();
  const sommesEgales = genres.map((g) => direSommes(g, sommesUn.get(g), sommesLeurs.get(g))).every(Boolean);
  const refuses = [un.pris.refuses, separes.reduce((n, s) => n + s.pris.refuses, 0)];
  console.log(`lignes refusées à l’import : ${refuses.map(fr).join(' ; ')}`);
  const ecarts = comparer(un.fichiers, leurs);
  const fautifs = new Set(ecarts.map((e) => e.nom)).size;
  console.log(`${fr(un.fichiers.length)} fichiers comparés à l’octet, ${fr(fautifs)} diffèrent`);
  for (const e of ecarts.slice(0, MONTRES)) console.log(`FAUTE : ${e.nom}, ligne ${e.rang} (${e.cote}) : ${e.ligne}`);
  const tenu = ecarts.length === 0 && sommesEgales && refuses[0] === refuses[1] && un.fichiers.length > 0;
  console.log(tenu ? 'TENU.' : `${fr(ecarts.length)} lignes diffèrent.`);
  if (!tenu) process.exitCode = 1;
} finally {
  rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
