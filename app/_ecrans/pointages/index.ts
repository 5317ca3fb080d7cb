// What other domains take of the punches: what waits for a number, counted and sorted. Light: the frame counts with it on every screen.
export { compterAilleurs } from './numeros/appels/ailleurs';
export { compterNumeros } from './numeros/compter';
export { trier } from './numeros/suspens';
