import type { Resultat } from '#shared/contrats/commun';
import type { FichierDispose } from '#shared/contrats/exploitation/parametres-dispositions';
import { dispositionDeTable, FICHIERS_TABLE, type TableDases } from '#shared/domain/dases/table';
import type { Dispositions } from '#shared/formats/disposition/choisir';
import type { Disposition } from '#shared/formats/disposition/disposition';
import { FORMATS_DISPOSES } from '#shared/formats/disposition/fichiers';
import { lireDisposition } from '#shared/formats/disposition/lire-disposition';
import { dispositionsFigees } from '../../cloture';
import type { AntenneFigee } from './mois-figes';

/** Those of `DASES_TABLE`, which was read as the service started. */
export const dispositionsDeTable = (table: TableDases): Dispositions => {
  const lues: Partial<Record<FichierDispose, Disposition>> = {};
  for (const fichier of Object.values(FICHIERS_TABLE)) {
    const ecrite = dispositionDeTable(table, fichier);
    const d = ecrite === undefined ? undefined : lireDisposition(FORMATS_DISPOSES[fichier], ecrite);
    if (d?.ok) lues[fichier] = d.valeur;
  }
  return lues;
};

/**
 * [CL-2] The layouts that the month's last closing froze: its files are of all antennas. One that `DASES_TABLE` gives comes first: it
 * is by it that a file which the DASES refused for its layout is made again.
 */
export const dispositionsDases = (table: TableDases, figees: readonly AntenneFigee[]): Resultat<Dispositions> => {
  const derniere = [...figees].sort((a, b) => (a.cloture.instant < b.cloture.instant ? -1 : 1)).at(-1);
  const figes: Resultat<Dispositions> = derniere ? dispositionsFigees(derniere.cloture) : { ok: true, valeur: {} };
  return figes.ok ? { ok: true, valeur: { ...figes.valeur, ...dispositionsDeTable(table) } } : figes;
};
