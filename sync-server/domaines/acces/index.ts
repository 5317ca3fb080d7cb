// The door of this domain: what the other rooms may take from it.

export { destinatairesDuDigest } from './abonner-digest';
export { type AuteursFiges, lireAuteurs, lireAuteursFiges, lireCollegues, nomsDesAuteurs } from './auteurs';
export { creerCompte, listerComptes } from './comptes';
export { creerSessions } from './http/sessions';
export { creerFournisseur } from './oidc/fournisseur';
export { tenirRegistre } from './registre';
