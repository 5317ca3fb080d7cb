// The door of this domain: what the other rooms may take from it.

export { lireFaits } from './faits';
export { ENTREES_FICHIER, type EntreeLue, lireAudit, lireAuditEntier } from './lire';
export { numeroDe } from './maillon';
export { AVEC_MOTIF, personnesDe } from './mots';
export { nommer } from './nommer';
export { direEntree, HORS_DE_SES_ANTENNES } from './phrase';
export { prendreJournal } from './prendre';
export { scellerBranches } from './sceller';
export { tracer, tracerTout } from './tracer';
export { enQui, tracerLecture, usagersDuDetail, usagersDuTableau } from './tracer-lecture';
export { ecrireUneFois } from './une-fois';
