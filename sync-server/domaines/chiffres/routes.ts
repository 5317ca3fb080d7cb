import { ouvrirFile } from '../../socle/file-calculs';
import type { App, Contexte } from '../../socle/http/contexte';
import { routesEtats } from './etats/routes';
import { routesEtatsFichiers } from './etats/routes-fichiers';
import { routesPilotage } from './pilotage/routes';
import { routesRapports } from './rapport/routes';

export const routesChiffres = (prive: App, c: Contexte, dossierRapports: string | undefined): void => {
  const enFile = ouvrirFile();
  routesEtats(prive, c, enFile);
  routesEtatsFichiers(prive, c, enFile);
  routesPilotage(prive, c);
  routesRapports(prive, c, dossierRapports);
};
