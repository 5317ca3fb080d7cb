import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Antenne } from '#shared/contrats/commun';
import { ajouterMois, instantDe, moisParis } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { genererService } from '#shared/testing/generateur/generer';
import { generer } from '../../sync-server/domaines/formation/generer';
import { commander } from './processus';
import { ecrireTableau, lireTableau } from './tableau';

export const MOIS: Mois = moisSchema.parse('2026-10');
export const MOIS_COURANT: Mois = moisParis(instantDe(Date.now()));
/** The last one that is over: on the first of a month, the present one has no visit yet. */
export const MOIS_ENTIER: Mois = ajouterMois(MOIS_COURANT, -1);

const FOURNI = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data/mois-complet');

/** The files of a month of the whole service: those given beside the project, else invented ones of the same size. */
export const premierMois = async (dossier: string): Promise<string> => {
  if (existsSync(FOURNI)) return FOURNI;
  const vers = join(dossier, 'millesime');
  const ecrit = await generer({ vers, graine: 10, mois: [MOIS], taille: 'complete' });
  if (!ecrit.ok) throw new Error(ecrit.refus.message);
  return vers;
};

/** The rows that `garder` wants, with their header; the trailer counts what is left. */
const filtrer = (contenu: string, garder: (l: Record<string, string>) => boolean): string => {
  const { entete, lignes } = lireTableau(contenu);
  const gardees = lignes.filter((l) => garder(Object.fromEntries(entete.map((c, i) => [c, l[i] ?? '']))));
  return ecrireTableau({ entete, lignes: gardees });
};

/** Three months of one antenna, up to now, some 10,000 visits: what a PC holds. Writes them for the import. */
const troisMoisDUneAntenne = (antenne: Antenne, vers: string): void => {
  const jusqua = instantDe(Date.now());
  const mois = [-2, -1, 0].map((n) => ajouterMois(moisParis(jusqua), n));
  const service = genererService({ graine: 3, mois, taille: { aides: 65, usagers: 430 }, jusqua });
  const siens = new Set(
    service.usagers
      .filter((u) => u.propre.antenne === antenne && u.autreAntenne === undefined)
      .map((u) => u.propre.id_millesime),
  );
  const cibles = new Set<string>();
  mkdirSync(vers, { recursive: true });
  // Corrections come last in a month: they name punches and planned visits that were kept before.
  for (const { nom, contenu } of service.fichiers) {
    const garde = filtrer(contenu, (l) => {
      if (nom.startsWith('CORRECTIONS')) {
        return [l.id_pointage, l.id_planning, l.id_millesime].some((id) => id && (cibles.has(id) || siens.has(id)));
      }
      if (l.id_millesime === undefined) return true;
      if (!siens.has(l.id_millesime)) return false;
      for (const id of [l.id_pointage, l.id_planning]) if (id) cibles.add(id);
      return true;
    });
    writeFileSync(join(vers, nom), garde);
  }
};

/** Three months of one antenna, imported into a new folder. */
export const troisMoisImportes =
  (antenne: Antenne) =>
  async (dossier: string): Promise<string> => {
    const dataDir = join(dossier, 'donnees');
    const millesime = join(dossier, 'millesime');
    troisMoisDUneAntenne(antenne, millesime);
    await commander(['importer', millesime], dataDir);
    return dataDir;
  };
