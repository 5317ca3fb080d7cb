// The door of this domain: what the other rooms may take from it.

export { lireAppelsAilleurs } from './appels';
export { attendEncore, suivreDoute } from './doute';
export { type Astreinte, type EtatAstreinte, ouvrirAstreinte } from './veiller';
