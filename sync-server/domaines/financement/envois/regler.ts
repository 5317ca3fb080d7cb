import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lireTable, TABLE_PAR_DEFAUT, type TableDases } from '#shared/domain/dases/table';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import { retourDistant } from '../../../adapters/sftp/retour';
import { depotSftp } from '../../../adapters/sftp/sftp';
import { type Config, ErreurConfig } from '../../../config';
import type { DepotDistant, Retour } from '../../../ports/depot-distant';
import { parSftp } from '../../dossiers';
import type { PortsEnvois } from './ports';

const lireTableReglee = (chemin: string | undefined): TableDases => {
  if (chemin === undefined) return TABLE_PAR_DEFAUT;
  let texte: string;
  try {
    texte = readFileSync(chemin, 'utf8');
  } catch {
    throw new ErreurConfig(`DASES_TABLE : « ${chemin} » ne peut pas être lu. Vérifiez le chemin et ses droits.`);
  }
  const lue = lireTable(texte);
  if (!lue.ok) throw new ErreurConfig(lue.refus.message);
  return lue.valeur;
};

const depotParSftp = (c: Config, qui: 'DASES' | 'MILLESIME', url: string): DepotDistant =>
  depotSftp({
    reglages: qui,
    url,
    // `lireConfig` refuses an SFTP address without it.
    empreinteServeur: c[`${qui}_SFTP_EMPREINTE`] ?? '',
    cle: c[`${qui}_SFTP_CLE`],
    motDePasse: c[`${qui}_SFTP_MOT_DE_PASSE`],
  });

const depotDases = (c: Config): DepotDistant | undefined => {
  if (c.DASES_DEPOT === undefined) return undefined;
  return parSftp(c.DASES_DEPOT) ? depotParSftp(c, 'DASES', c.DASES_DEPOT) : depotDossier(c.DASES_DEPOT);
};

/** The server on which Millésime lays its files; undefined where they come into a folder of ours. */
export const sourceMillesime = (c: Config): DepotDistant | undefined =>
  c.MILLESIME_DEPOT !== undefined && parSftp(c.MILLESIME_DEPOT)
    ? depotParSftp(c, 'MILLESIME', c.MILLESIME_DEPOT)
    : undefined;

const depotRetour = (c: Config): DepotDistant | undefined => {
  if (c.MILLESIME_RETOUR === undefined) return undefined;
  return parSftp(c.MILLESIME_RETOUR)
    ? depotParSftp(c, 'MILLESIME', c.MILLESIME_RETOUR)
    : depotDossier(c.MILLESIME_RETOUR);
};

/** Where what goes back to Millésime by itself is laid: the restitution, the provisional files. */
export const retourMillesime = (c: Config): Retour | undefined => {
  const depot = depotRetour(c);
  return depot && retourDistant(depot, join(c.DATA_DIR, 'retour-en-cours'));
};

/** What the sendings need, as the settings give it. */
export const reglerEnvois = (
  c: Config,
  suite: Pick<PortsEnvois, 'magasin' | 'horloge' | 'courrier' | 'extranet'>,
): PortsEnvois => {
  const [dases, millesime] = [depotDases(c), depotRetour(c)];
  return {
    ...suite,
    reserve: ouvrirReserve(join(c.DATA_DIR, 'envois')),
    table: lireTableReglee(c.DASES_TABLE),
    depots: {
      ...(dases ? { DASES: dases } : {}),
      ...(millesime ? { MILLESIME: millesime } : {}),
    },
  };
};
