// The door of this domain: what the other rooms may take from it.

export { idAncienCode } from './codes/codes-donnes';
export { expliquerRetenue } from './consultation/consulter';
export { lirePrecedentes, lireRetenuesDe } from './consultation/visites-precedentes';
export { dossierReception, parSftp } from './echanges/dossier-reception';
export { ouvrirQuotidien, type Quotidien } from './echanges/quotidien';
export { NOM_TU } from './echanges/receptions';
export { dejaVus, direLien, lireEcartes, noterVu } from './echanges/vus';
export { annoncerElimination, CHAINE, type ChaineLue, lireChaine, reduire } from './importer/chaine-repris';
export { decoder } from './importer/decoder';
export { importer, type PortsImport } from './importer/importer';
export { dossierRelevesRepris } from './importer/releves-repris';
export { creerPartagerDites } from './partage/partager-dites';
export { lireAbsences } from './plans/plan-absences';
export { derniereVersion } from './plans/visites';
