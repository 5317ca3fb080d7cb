import { statfs } from 'node:fs/promises';
import { ErreurConfig } from '../config';
import { estErreurMagasin } from '../ports/documents';
import { ErreurUsage } from './contexte';

/** Below that, the store can no longer be counted on to write. */
const LIBRES_MIN = 16_000_000;

/** Free bytes of the folder's disk; undefined where it cannot be told. */
export const placeLibre = async (dossier: string): Promise<number | undefined> => {
  const d = await statfs(dossier).catch(() => undefined);
  return d && d.bavail * d.bsize;
};

/** Why a command failed, and what to do. `libres`: of the data folder's disk. */
export const expliquer = (e: unknown, { dossier, libres }: { dossier: string; libres: number | undefined }): string => {
  if (e instanceof ErreurUsage || e instanceof ErreurConfig) return e.message;
  const message = e instanceof Error ? e.message : String(e);
  const pris = /EADDRINUSE.*:(\d+)$/.exec(message)?.[1];
  if (pris !== undefined)
    return `Le port ${pris} est déjà pris : arrêtez le programme qui le tient, ou donnez-en un autre (PORT, TELEPHONY_PORT).`;
  const duMagasin = estErreurMagasin(e) || /ECONNRESET|ECONNREFUSED|socket hang up/.test(message);
  const plein = libres !== undefined && libres < LIBRES_MIN;
  if (!plein && libres !== undefined && /ENOSPC/.test(message))
    return 'Le disque où cette commande écrit est plein : faites-y de la place, ou donnez-lui un autre dossier, puis relancez-la.';
  if (/ENOSPC/.test(message) || (duMagasin && plein))
    return `Le disque de « ${dossier} » est plein${libres === undefined ? '' : ` (${Math.floor(libres / 1_000_000)} Mo libres)`} : ce qui n’était pas fini n’est pas pris, et rien n’est à moitié fait. Faites de la place, puis relancez la même commande.`;
  if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT/.test(message))
    return `Le magasin ne répond pas (${message}) : vérifiez COUCHDB_URL et que CouchDB tourne.`;
  if (/ECONNRESET|socket hang up/.test(message))
    return 'Le magasin s’est arrêté en cours de route : ce qui n’était pas fini n’est pas pris. Relancez la même commande.';
  const statut = /^couch returned (50[234])$/.exec(message)?.[1];
  if (statut !== undefined)
    return `Le magasin ne répond pas (${statut}, dit par ce qui est devant lui) : vérifiez que CouchDB tourne, puis relancez la même commande.`;
  return `La commande a échoué : ${message}${process.env.TELEGESTION_TRACE && e instanceof Error ? `\n${e.stack}` : ''}`;
};
