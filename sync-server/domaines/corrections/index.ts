// The door of this domain: what the other rooms may take from it.

export { lireClesPorteuses } from './identifiants';
export { creerStatuer } from './statuer-correction';
