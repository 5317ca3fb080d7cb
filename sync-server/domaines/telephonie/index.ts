// The door of this domain: what the other rooms may take from it.

export { ouvrirCarnetPannes } from './carnet-pannes';
export { demarrerTelephonie, type Telephonie } from './lancer';
export type { ResultatExtranet, SondeExtranet } from './port-sonde';
export { suivreSignatures } from './signatures';
export { cibleDe, preparerSonde } from './sonde';
export type { EtatExterieur } from './sonder-exterieur';
export { creerVeille, type Veille } from './sonder-svi';
export { type SviFormation, sviFormation } from './svi-formation';
