// The door of this domain: what the other rooms may take from it.

export { egaux, trouver } from './liens';
