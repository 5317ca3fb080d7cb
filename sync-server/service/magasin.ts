import type { Logger } from 'pino';
import type { Config } from '../config';
import type { Horloge } from '../ports/horloge';
import { tenirDossier } from '../socle/demarrage/tenir-dossier';
import { identiteServeur, tenirMagasin } from '../socle/demarrage/tenir-magasin';
import { semerAntennes } from '../store/antennes';
import type { Magasin } from '../store/lire';
import { ouvrirMagasin } from '../store/ouvrir';
import { preparerBases } from '../store/preparer-bases';
import { rejouerImports } from '../store/rejouer';

/** `rendre`: closes the store, and lets another server have it, and the folder. */
export type MagasinTenu = { magasin: Magasin; rendre: () => Promise<void> };

/**
 * The data folder and the store of one server alone, ready to be read: its databases are there, and an import that a cut left half
 * written is finished. Throws the French sentence of what keeps the server from having them.
 */
export const prendreMagasin = async (config: Config, horloge: Horloge, journal: Logger): Promise<MagasinTenu> => {
  const rendreDossier = await tenirDossier(config.DATA_DIR);
  const magasin = await ouvrirMagasin({ couchdbUrl: config.COUCHDB_URL, dataDir: config.DATA_DIR });
  await preparerBases(magasin, horloge());
  // The embedded store is in the folder, which is held.
  const rendreMagasin =
    config.COUCHDB_URL === undefined
      ? undefined
      : await tenirMagasin(magasin, horloge, {
          ...(await identiteServeur(config.DATA_DIR)),
          dossier: config.DATA_DIR,
          perdu: (hote) => journal.error({ hote }, 'un autre serveur a pris ce magasin : arrêter l’un des deux'),
        }).catch(async (e: unknown) => {
          await magasin.fermer();
          await rendreDossier();
          throw e;
        });
  await semerAntennes(magasin, horloge());
  await rejouerImports(magasin, horloge);
  return {
    magasin,
    rendre: async () => {
      await rendreMagasin?.();
      await magasin.fermer();
      await rendreDossier();
    },
  };
};
