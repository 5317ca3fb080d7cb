import { valeurSuivie } from '../../_commun/valeur-suivie';

/** How many times the server answered that what it has just written is not confirmed yet by the quorum of its store. */
export const nonConfirmes = valeurSuivie(0);
