import nano, { type ServerScope } from 'nano';
import { tenirBail } from './embarque/demarrage';

export type ConfigurationMagasin = {
  /** `COUCHDB_URL`, credentials included. Without it, the embedded store of the data folder. */
  readonly couchdbUrl?: string | undefined;
  /** `DATA_DIR`. */
  readonly dataDir: string;
};

export type Magasin = {
  readonly url: string;
  readonly nano: ServerScope;
  /** Gives the store back. The embedded one stops by itself soon after the last who used it. */
  fermer(): Promise<void>;
};

/** The store, CouchDB or embedded: nothing after this knows which. */
export async function ouvrirMagasin(config: ConfigurationMagasin): Promise<Magasin> {
  if (config.couchdbUrl !== undefined && config.couchdbUrl !== '') {
    return { url: config.couchdbUrl, nano: nano(config.couchdbUrl), fermer: async () => undefined };
  }
  const bail = await tenirBail(config.dataDir);
  return { url: bail.url, nano: nano(bail.url), fermer: async () => bail.rendre() };
}
