// The door of this domain: what the other rooms may take from it.

export { calculer } from './clore/calculer';
export { empreinteFigee } from './clore/cloturer';
export { cadreDe } from './clore/ecrire';
export { lirePostesEnRetard, type SuiviPostes, suivrePostes } from './clore/postes';
export { creerProvisoires } from './clore/provisoires';
export { dispositionsFigees, fichiersClos, lireFige } from './exporter/exporter';
export type { FichierExporte } from './exporter/exporter-lignes';
export { ouvrirControle, refusDepuis, refusPeriode } from './inventaire/exiger';
export { refusJours } from './inventaire/jours';
export { type Dossiers, lireAgregat, lireDossiers, lireSansTelegestion, plansDuCadre } from './retenir/agregats';
export { type Cadre, type EtatsComptes, lireCadre, nomDe } from './retenir/cadre';
export { premierGarde } from './retenir/effaces';
export { calculerMois, retenirDonnees } from './retenir/etats';
export { perimetreDe } from './retenir/perimetre';
