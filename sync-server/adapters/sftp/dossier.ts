import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuser } from '#shared/contrats/commun';
import { instantDe } from '#shared/temps/paris';
import type { DepotDistant } from '../../ports/depot-distant';
import { genreDuLien, lireSansSuivre } from './sans-suivre';
import { deposerSur, EchecDepot, listerBoite, nommerBoite, type Volume } from './volume';

const sansErreurSiAbsent = (e: NodeJS.ErrnoException): undefined => {
  if (e.code === 'ENOENT') return undefined;
  throw e;
};

const PANNES: Readonly<Record<string, string>> = {
  ENOSPC: 'le disque du dossier est plein',
  EDQUOT: 'le quota du dossier est atteint',
  EFBIG: 'le disque du dossier est plein',
  EACCES: 'le dossier refuse l’écriture : vérifiez ses droits',
  EPERM: 'le dossier refuse l’écriture : vérifiez ses droits',
  EROFS: 'le dossier est en lecture seule',
  ENOENT: 'le dossier n’existe pas : créez-le, ou vérifiez le montage',
  ENOTDIR: 'ce n’est pas un dossier : corrigez le réglage',
};

const PANNES_LECTURE: Readonly<Record<string, string>> = {
  EACCES: 'sa lecture est refusée : vérifiez ses droits',
  EPERM: 'sa lecture est refusée : vérifiez ses droits',
  ENOENT: 'il n’y est plus : vérifiez le dossier, ou le montage',
  ENOTDIR: 'ce n’est pas un dossier : corrigez le réglage',
  LIEN: 'un lien a pris sa place, et il n’est pas suivi : déposez le fichier lui-même',
  PAS_UN_FICHIER: 'ce n’est plus un fichier : déposez le fichier lui-même',
};

const raisonDe = (e: unknown, pannes = PANNES): string => {
  if (e instanceof EchecDepot) return e.message;
  const code = (e as NodeJS.ErrnoException).code ?? '';
  return pannes[code] ?? `le dossier ne répond pas comme attendu (${code || 'cause inconnue'})`;
};

const synchroniser = async (chemin: string): Promise<void> => {
  const f = await open(chemin, 'r');
  try {
    await f.sync();
  } finally {
    await f.close();
  }
};

const volumeDossier = (racine: string): Volume => ({
  taille: async (c) => (await stat(join(racine, c)).catch(sansErreurSiAbsent))?.size,
  empreinte: async (c) => {
    const h = createHash('sha256');
    await pipeline(createReadStream(join(racine, c)), h);
    return h.digest('hex');
  },
  ecritMs: async (c) => (await stat(join(racine, c))).mtimeMs,
  ecrire: async (c, source) => {
    const flux = 'fichier' in source ? createReadStream(source.fichier) : Readable.from([source.texte]);
    try {
      // Anew, never into what stands there: a link under that name would have us write elsewhere.
      await rm(join(racine, c), { force: true });
      await pipeline(flux, createWriteStream(join(racine, c), { flags: 'wx', mode: 0o640 }));
      await synchroniser(join(racine, c));
    } catch (e) {
      await rm(join(racine, c), { force: true });
      throw e;
    }
  },
  renommer: async (de, vers) => {
    await rename(join(racine, de), join(racine, vers));
    await synchroniser(racine);
  },
  effacer: (c) => rm(join(racine, c), { force: true }),
  lister: async (dossier) => {
    const noms = (await readdir(join(racine, dossier), { withFileTypes: true }).catch(sansErreurSiAbsent)) ?? [];
    const vus = noms.filter((n) => (n.isFile() || n.isSymbolicLink()) && !n.name.startsWith('.'));
    return Promise.all(
      vus.map(async (n) => {
        const { size, mtimeMs } = await lstat(join(racine, dossier, n.name));
        const vu = { nom: n.name, octets: size, modifieLe: instantDe(mtimeMs) };
        return n.isSymbolicLink() ? { ...vu, lien: await genreDuLien(join(racine, dossier, n.name)) } : vu;
      }),
    );
  },
  lire: (c) => lireSansSuivre(join(racine, c)),
});

/** A folder of this machine, or one that is mounted on it. It must exist: a mount that has gone is not made anew. */
export const depotDossier = (racine: string, o: { creer?: boolean } = {}): DepotDistant => {
  const volume = volumeDossier(racine);
  return {
    // On the screens of who sends: where it is on the machine is the operator's to know.
    libelle: 'dossier du serveur, où le destinataire prend ses fichiers',
    deposer: async (f, place) => {
      try {
        if (o.creer) await mkdir(racine, { recursive: true });
        return await deposerSur(volume, f, place);
      } catch (e) {
        if (e instanceof EchecDepot) return { ok: false, raison: e.message, definitif: e.definitif };
        return { ok: false, raison: raisonDe(e), definitif: false };
      }
    },
    lister: (boite) =>
      listerBoite(volume, boite).then(
        (valeur) => ({ ok: true as const, valeur }),
        (e) => refuser('DEPOT', `Lecture impossible de ${nommerBoite(boite)} : ${raisonDe(e, PANNES_LECTURE)}.`),
      ),
    lire: (boite, nom) =>
      volume.lire(join(boite, nom)).then(
        (valeur) => ({ ok: true as const, valeur }),
        (e) => refuser('DEPOT', `Lecture impossible de ${boite}/${nom} : ${raisonDe(e, PANNES_LECTURE)}.`),
      ),
  };
};
