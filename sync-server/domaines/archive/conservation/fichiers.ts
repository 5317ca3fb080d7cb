import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LignePurge, Purge } from '#shared/contrats/exploitation/conservation';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import { lirePlage, plageDuType, type Stocke } from '../../../store/lire';
import { dossierReception, dossierRelevesRepris } from '../../dossiers';
import type { Gomme } from './effacer';

/** Files beside the store that name people. */
export type FichiersAPurger = {
  /** Millésime's intake folder, where what was taken is put away. */
  depot?: string | undefined;
  /** What was sent, kept as it left. */
  reserve?: string | undefined;
  /** Statements of the former system. */
  relevesRepris?: string | undefined;
};

export const fichiersAPurger = (c: { DATA_DIR: string; MILLESIME_DEPOT: string | undefined }): FichiersAPurger => ({
  depot: dossierReception(c),
  reserve: join(c.DATA_DIR, 'envois'),
  relevesRepris: dossierRelevesRepris(c.DATA_DIR),
});

const RANGES = ['pris', 'refuses', 'en-attente'] as const;

const lister = (dossier: string): Promise<string[]> => readdir(dossier).catch(() => []);

/** A taking of files is a folder named by its instant. It names everyone: any held usager keeps them all. */
const purgerRecus = async (g: Gomme, depot: string, limite: string): Promise<{ dates: string[]; retenus: number }> => {
  const dates: string[] = [];
  let retenus = 0;
  for (const rang of RANGES)
    for (const nom of await lister(join(depot, rang))) {
      const [, a, m, j] = /^(\d{4})(\d\d)(\d\d)T/.exec(nom) ?? [];
      const date = `${a}-${m}-${j}`;
      if (a === undefined || date >= limite) continue;
      if (g.retenue.usagers.length > 0 || [...g.retenue.mois].some((x) => x === `${a}-${m}`)) {
        retenus += 1;
        continue;
      }
      if (!g.aBlanc) await rm(join(depot, rang, nom), { recursive: true, force: true });
      dates.push(date);
    }
  return { dates: dates.sort(), retenus };
};

const empreintesDe = (doc: object): string[] => JSON.stringify(doc).match(/\b[0-9a-f]{64}\b/g) ?? [];

/** The bytes of a sending go; that it left, when and how, stays: it names no one. */
const purgerEnvoyes = async (
  g: Gomme,
  racine: string,
  limite: string,
): Promise<{ dates: string[]; retenus: number }> => {
  const reserve = ouvrirReserve(racine);
  const moisDe = (d: Stocke<object>): string => d._id.split(':')[1] ?? '';
  // As they are written: what one that cannot be read names is kept, or goes, all the same.
  const envois = await lirePlage<object>(g.m, BASE_CENTRALE, plageDuType('envoi'));
  const factures = await lirePlage<object>(g.m, BASE_CENTRALE, plageDuType('facture'));
  const vieux = envois.filter((d) => moisDe(d) < limite.slice(0, 7));
  const tenu = (d: Stocke<object>): boolean =>
    g.retenue.usagers.length > 0 || [...g.retenue.mois].some((m) => m === moisDe(d));
  const gardes = new Set([...envois.filter((d) => !vieux.includes(d) || tenu(d)), ...factures].flatMap(empreintesDe));
  const dates: string[] = [];
  for (const d of vieux.filter((x) => !tenu(x)))
    for (const e of empreintesDe(d)) {
      const chemin = reserve.chemin(e);
      if (gardes.has(e) || (await stat(chemin).catch(() => undefined)) === undefined) continue;
      if (!g.aBlanc) await rm(chemin, { force: true });
      dates.push(moisDe(d));
    }
  return { dates: dates.sort(), retenus: vieux.filter(tenu).length };
};

const ligne = (horloge: LignePurge['horloge'], base: string, genre: string, dates: string[]): LignePurge[] => {
  const [debut, fin] = [dates[0], dates.at(-1)];
  return debut && fin ? [{ horloge, base, genre, nombre: dates.length, debut, fin }] : [];
};

/** [RE] Received files follow the clock of the files of usagers, sent ones that of the interventions. */
export const purgerFichiers = async (
  g: Gomme,
  f: FichiersAPurger,
  limites: Purge['limites'],
): Promise<{ lignes: LignePurge[]; retenus: number }> => {
  const rien = { dates: [] as string[], retenus: 0 };
  const recus = f.depot === undefined ? rien : await purgerRecus(g, f.depot, limites.DOSSIERS);
  const envoyes = f.reserve === undefined ? rien : await purgerEnvoyes(g, f.reserve, limites.INTERVENTIONS);
  return {
    lignes: [
      ...ligne('DOSSIERS', 'réception', 'dossiers de fichiers reçus', recus.dates),
      ...ligne('INTERVENTIONS', 'envois', 'fichiers envoyés', envoyes.dates),
    ],
    retenus: recus.retenus + envoyes.retenus,
  };
};
