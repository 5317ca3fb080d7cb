// What other domains take of the corrections. Light: the panel itself is loaded when it is first opened.
export { ouvreSaisie } from './actes/a-choisir';
export { MoisClos } from './actes/mois-clos';
export { lieuDeFiche, nomDe } from './correction/lieu';
export { visitesAMoi } from './equipe/a-moi';
export { motsDAides } from './equipe/mots-aides';
export { liensDesRestes } from './interventions/restes';
export { NouvelleVisite, Panneau, prechargerPanneau } from './panneau/differe';
