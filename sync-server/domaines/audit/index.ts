// The door of this domain: what the other rooms may take from it.

export type { ChangeCompte } from './entrees/compte';
export type { Ecrite } from './entrees/famille';
export { personnesDe, sujetEcrit } from './entrees/personnes';
export { ENTREES } from './entrees/table';
export { lireFaits } from './faits';
export { ENTREES_FICHIER, type EntreeLue, lireAudit, lireAuditEntier } from './lire';
export { numeroDe } from './maillon';
export { nommer } from './nommer';
export { direEntree } from './phrase';
export { prendreJournal } from './prendre';
export { scellerBranches } from './sceller';
export { tracer, tracerTout } from './tracer';
export { tracerLecture, usagersDuDetail, usagersDuTableau } from './tracer-lecture';
export { ecrireUneFois } from './une-fois';
