// The door of this domain: what the other rooms may take from it.

export { creerAlerter } from './alerter';
export { suivreAlertes } from './annoncer';
