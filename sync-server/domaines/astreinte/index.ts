// The door of this domain: what the other rooms may take from it.

export { type Astreinte, type EtatAstreinte, ouvrirAstreinte } from './veiller';
