import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODES_ANTENNES } from '#shared/contrats/commun';
import type { Instant, Mois } from '#shared/temps/types';
import { genererService } from '#shared/testing/generateur/generer';
import { type Magasin, ouvrirMagasin } from '../../../adapters/magasin/magasin';
import { rattraper } from '../../../transitions/rattraper';
import { archiver } from '../../archive/archiver';
import { cloturer } from '../../cloturer';
import { exporter } from '../../exporter';
import { importer } from '../../importer/importer';
import { preparerBases } from '../../preparer-bases';

// For tests: installations in folders of their own, filled by an invented service, compared with one another.

export type Installation = {
  dataDir: string;
  magasin: Magasin;
  fermer: () => Promise<void>;
};

export const ouvrirInstallation = async (dataDir: string): Promise<Installation> => {
  const magasin = await ouvrirMagasin({ dataDir });
  return { dataDir, magasin, fermer: () => magasin.fermer() };
};

export type BancSauvegarde = {
  chemin: (nom: string) => string;
  /** An installation that is new. */
  neuve: () => Promise<Installation>;
  fermer: () => Promise<void>;
};

export const ouvrirBancSauvegarde = async (): Promise<BancSauvegarde> => {
  const racine = await mkdtemp(join(tmpdir(), 'tg-sauvegarde-'));
  const ouvertes: Installation[] = [];
  return {
    chemin: (nom) => join(racine, nom),
    neuve: async () => {
      const i = await ouvrirInstallation(join(racine, `donnees-${ouvertes.length}`));
      ouvertes.push(i);
      return i;
    },
    fermer: async () => {
      for (const i of ouvertes) await i.fermer();
      await rm(racine, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};

const reussi = <T>(r: { ok: true; valeur: T } | { ok: false; refus: { message: string } }): T => {
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};

export const importerFichiers = async (i: Installation, dossier: string, horloge: () => Instant): Promise<void> => {
  await preparerBases(i.magasin, horloge());
  let n = 0;
  const rapport = await importer(
    {
      magasin: i.magasin,
      horloge,
      hasard: () => n++,
      auteur: 'essai',
      rattraper: () => rattraper(i.magasin, horloge),
    },
    { dossier },
  );
  if (rapport.refus) throw new Error(rapport.refus.message);
};

/** Imports an invented service of those months; the files are the same at each call. */
export const installerService = async (
  i: Installation,
  o: { dossier: string; mois: readonly Mois[]; horloge: () => Instant },
): Promise<void> => {
  await mkdir(o.dossier, { recursive: true });
  const { fichiers } = genererService({ graine: 7, mois: o.mois, taille: { aides: 1, usagers: 3 } });
  for (const { nom, contenu } of fichiers) await writeFile(join(o.dossier, nom), contenu);
  await importerFichiers(i, o.dossier, o.horloge);
};

export const cloreMois = async (i: Installation, mois: Mois, horloge: () => Instant): Promise<void> => {
  const p = { magasin: i.magasin, horloge, rattraper: () => rattraper(i.magasin, horloge) };
  reussi(await cloturer(p, { mois, antennes: CODES_ANTENNES, motif: 'essai', auteur: 'essai' }));
};

export const archiverMois = async (i: Installation, mois: Mois, horloge: () => Instant): Promise<void> => {
  const dossier = join(i.dataDir, 'archive');
  reussi(await archiver({ magasin: i.magasin, horloge, dossier }, { mois, antennes: CODES_ANTENNES, auteur: 'essai' }));
};

/** The files of a closed month, by name. */
export const exporterMois = async (
  i: Installation,
  mois: Mois,
  vers: string,
  horloge: () => Instant,
): Promise<Record<string, string>> => {
  const p = { magasin: i.magasin, horloge, rattraper: async () => undefined };
  reussi(await exporter(p, { mois, antennes: CODES_ANTENNES, vers, provisoire: false, auteur: 'essai' }));
  const fichiers: Record<string, string> = {};
  for (const nom of (await readdir(vers)).sort()) fichiers[nom] = await readFile(join(vers, nom), 'utf8');
  return fichiers;
};

/** Every document of every database with its revision, but those that belong to one machine. */
export const photographier = async (i: Installation): Promise<string[]> => {
  const lignes: string[] = [];
  for (const base of (await i.magasin.nano.db.list()).filter((b) => b.startsWith('tg-'))) {
    const { rows } = await i.magasin.nano.use(base).list();
    for (const r of rows)
      if (!/^(verrou:|session:|audit:|histoire$)/.test(r.id)) lignes.push(`${base} ${r.id} ${r.value.rev}`);
  }
  return lignes.sort();
};
