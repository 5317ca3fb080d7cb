import { tenirBail } from './embarque/demarrage';
import type { Magasin } from './magasin';
import { magasinNano } from './nano/nano';

export type ConfigurationMagasin = {
  /** `COUCHDB_URL`, credentials included. Without it, the embedded store of the data folder. */
  readonly couchdbUrl?: string | undefined;
  /** `DATA_DIR`. */
  readonly dataDir: string;
};

export type MagasinOuvert = Magasin & {
  readonly url: string;
  /** Gives the store back. The embedded one stops by itself soon after the last who used it. */
  fermer(): Promise<void>;
};

/** The store, CouchDB or embedded: nothing after this knows which; `uneCopie` alone tells that it is the embedded one. */
export async function ouvrirMagasin(config: ConfigurationMagasin): Promise<MagasinOuvert> {
  if (config.couchdbUrl !== undefined && config.couchdbUrl !== '') {
    return { ...magasinNano(config.couchdbUrl), url: config.couchdbUrl, fermer: async () => undefined };
  }
  const bail = await tenirBail(config.dataDir);
  return { ...magasinNano(bail.url), uneCopie: true, url: bail.url, fermer: async () => bail.rendre() };
}
