import { valeurSuivie } from '../../_commun/valeur-suivie';

/** The server does not speak the version of this page any more: what waits leaves once it is reloaded, and not before. */
export const versionDepassee = valeurSuivie(false);
