import type { App, Contexte } from '../../socle/http/contexte';
import { routesCodes } from './codes/routes';
import { routesConsultation } from './consultation/routes';
import { routeVisitesPrecedentes } from './consultation/routes-precedentes';
import type { Quotidien } from './echanges/quotidien';
import { routesReceptions } from './echanges/routes';

export const routesDossiers = (prive: App, c: Contexte, quotidien: Quotidien): void => {
  routesConsultation(prive, c);
  routeVisitesPrecedentes(prive, c);
  routesCodes(prive, c);
  routesReceptions(prive, quotidien);
};
