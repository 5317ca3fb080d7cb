import type { App, Contexte } from '../../socle/http/contexte';
import { routeConnexion, routesApi } from './http/api';
import { routesAudit } from './http/audit';
import { routesCompte } from './http/compte';
import { routesComptes } from './http/comptes';
import { routesConnexionUnique } from './http/connexion-unique';
import { routesInvitations } from './http/invitations';

/** For who is not signed in yet. */
export const routesAccesPubliques = (app: App, c: Contexte): void => {
  routeConnexion(app, c);
  routesConnexionUnique(app, c);
  routesInvitations(app, c);
};

export const routesAcces = (prive: App, c: Contexte): void => {
  routesApi(prive, c);
  routesCompte(prive, c);
  routesComptes(prive, c);
  routesAudit(prive, c);
};
