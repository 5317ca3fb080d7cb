import type { App, Contexte } from '../../socle/http/contexte';
import type { PortsEnvois } from './envois/ports';
import { routesEnvois } from './envois/routes';
import { routesFactures } from './factures/routes';
import { routesPrefacturation } from './prefacturation/routes';

export const routesFinancement = (prive: App, c: Contexte, envois: PortsEnvois | undefined): void => {
  routesEnvois(prive, envois);
  routesFactures(prive, envois);
  routesPrefacturation(prive, c);
};
