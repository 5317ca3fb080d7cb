// The door of this domain: what the other rooms may take from it.

export { fichiersAPurger } from './conservation/fichiers';
export { travauxConservation } from './conservation/travaux';
export { autoriteDe } from './horodatage/autorite';
export { moisDesReleves } from './releves/trouver';
