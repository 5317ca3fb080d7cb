import { join } from 'node:path';

export const parSftp = (adresse: string): boolean => adresse.startsWith('sftp:');

/** The folder of ours where Millésime's files are taken and put away: theirs, or the one into which its server is read. */
export const dossierReception = (c: { DATA_DIR: string; MILLESIME_DEPOT: string | undefined }): string | undefined =>
  c.MILLESIME_DEPOT !== undefined && parSftp(c.MILLESIME_DEPOT) ? join(c.DATA_DIR, 'reception') : c.MILLESIME_DEPOT;
