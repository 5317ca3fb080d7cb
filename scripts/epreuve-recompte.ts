import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { instantSchema } from '#shared/temps/types';
import { MOIS, premierMois } from '../bench/appuis/mois';
import { attendreFinDuMagasin, commander } from '../bench/appuis/processus';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { rattraper } from '../sync-server/transitions/rattraper';
import { recompter, recompterAppels } from './recompte/compter';
import { type Confrontation, confronterEtats, confronterPilotage } from './recompte/confronter';
import { type AbsenceLue, enDocuments, lireRegles, type UsagerLu, type VisiteLue } from './recompte/documents';

// Every figure of the dashboards, of the states of hours and of rates, and of the report's calls, against a plain count of what
// `telegestion lire` prints of a month of the whole service: open, then closed.

const horloge = () => instantSchema.parse('2026-11-05T08:00:00Z');

const lire = async <T>(dataDir: string, quoi: string, ...plus: string[]): Promise<T[]> =>
  enDocuments<T>((await commander(['lire', quoi, ...plus], dataDir)).sortie);

/** What `lire` prints, counted plainly. */
const compterPlainement = async (dataDir: string, millesime: string) => {
  const mois = ['--mois', MOIS];
  const recompte = recompter({
    visites: await lire<VisiteLue>(dataDir, 'interventions', ...mois),
    usagers: await lire<UsagerLu>(dataDir, 'usagers'),
    absences: await lire<AbsenceLue>(dataDir, 'absences', ...mois),
    regles: lireRegles(readFileSync(join(millesime, 'FINANCEURS.csv'), 'utf8')),
  });
  const appels = recompterAppels(
    await lire<{ instant: string; source: string }>(dataDir, 'pointages', ...mois),
    await lire<{ instant: string; source: string }>(dataDir, 'appels', ...mois),
  );
  return { recompte, appels };
};

/** How many figures there are in what is compared. */
const chiffres = (v: unknown): number =>
  typeof v === 'object' && v !== null ? Object.values(v).reduce<number>((n, x) => n + chiffres(x), 0) : 1;

const dire = (quand: string, toutes: readonly Confrontation[]): number => {
  const ecarts = toutes.filter((c) => !isDeepStrictEqual(c.produit, c.recompte));
  const n = toutes.reduce((k, c) => k + chiffres(c.produit), 0);
  console.log(
    `${ecarts.length === 0 ? '✓' : '✗'} mois ${quand} : ${n.toLocaleString('fr-FR')} chiffres, ${toutes.length.toLocaleString('fr-FR')} lignes, ${ecarts.length} écarts`,
  );
  for (const e of ecarts.slice(0, 20))
    console.log(`  ${e.quoi}\n    produit  ${JSON.stringify(e.produit)}\n    recompte ${JSON.stringify(e.recompte)}`);
  return ecarts.length;
};

const dossier = mkdtempSync(join(tmpdir(), 'telegestion-recompte-'));
const dataDir = join(dossier, 'donnees');
try {
  const millesime = await premierMois(dossier);
  await commander(['importer', millesime], dataDir);
  const { recompte, appels } = await compterPlainement(dataDir, millesime);
  const confronter = async (quand: string): Promise<number> => {
    const magasin = await ouvrirMagasin({ dataDir });
    try {
      await rattraper(magasin, horloge);
      const ports = { magasin, horloge, mois: MOIS };
      return dire(quand, [
        ...(await confronterPilotage(ports, recompte, appels)),
        ...(await confronterEtats(ports, recompte, appels)),
      ]);
    } finally {
      await magasin.fermer();
    }
  };
  let ecarts = await confronter('ouvert');
  await commander(['cloturer', MOIS, '--motif', 'épreuve'], dataDir);
  ecarts += await confronter('clos');
  if (ecarts > 0) process.exitCode = 1;
  await attendreFinDuMagasin(dataDir);
} finally {
  rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
