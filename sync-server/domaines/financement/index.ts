// The door of this domain: what the other rooms may take from it.

export { reprendreEnvois } from './envois/envoyer';
export type { PortsEnvois } from './envois/ports';
export { reglerEnvois, retourMillesime, sourceMillesime } from './envois/regler';
export { releverEnSilence } from './envois/relever';
export { lireMoisPrefactures, type MoisPrefacture, type PortsPrefacturation } from './prefacturation/lire-mois';
