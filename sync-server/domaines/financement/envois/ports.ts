import type { Destination } from '#shared/contrats/financement/envoi';
import type { TableDases } from '#shared/domain/dases/table';
import type { Garde, Reserve } from '../../../adapters/sftp/reserve';
import type { Courrier } from '../../../ports/courriel';
import type { DepotDistant } from '../../../ports/depot-distant';
import type { AccesMagasin } from '../../../ports/documents';
import type { Horloge } from '../../../ports/horloge';

export type PortsEnvois = {
  magasin: AccesMagasin;
  horloge: Horloge;
  reserve: Reserve;
  /** Absent: it is not set, and nothing leaves for it. */
  depots: Partial<Record<Destination, DepotDistant>>;
  table: TableDases;
  /** Absent: what arrives is told on the screen alone. */
  courrier?: Pick<Courrier, 'envoyer'> | undefined;
  extranet?: (() => string) | undefined;
};

/** A file made and kept, not yet spoken of. */
export type FichierFabrique = Garde & { nom: string; lignes: number };
