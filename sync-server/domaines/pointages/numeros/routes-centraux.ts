import type { SuspensCentraux } from '#shared/contrats/pointages/suspens-centraux';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { exigerDroit } from '../../../socle/http/reponses';
import { lireSuspensCentraux } from './suspens-centraux';

/** [PT-5] The queue of the central service: what belongs to no antenna is shown to none. */
export const routeSuspensCentraux = (app: App, c: Contexte): void => {
  app.get('/api/suspens-centraux', async (req): Promise<SuspensCentraux> => {
    exigerDroit(sessionDe(req), 'lireSuspensCentraux');
    return lireSuspensCentraux(c.magasin, await c.lireDebutFenetre());
  });
};
