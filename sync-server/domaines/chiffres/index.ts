// The door of this domain: what the other rooms may take from it.

export { calculerEtat } from './etats/calculer';
export { envoyerEtats } from './etats/programmer';
export { creerPiloter, type Piloter } from './pilotage/piloter';
export { recompterPilotage } from './pilotage/recompter';
export { editerManquants } from './rapport/editer';
