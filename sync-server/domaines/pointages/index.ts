// The door of this domain: what the other rooms may take from it.

export { creerApparier } from './appariement/apparier';
export { sansAboutis } from './appariement/sans-aboutis';
export { situer } from './appariement/situer';
export { creerPointerFiche, pointerFichesDuMois } from './fiches/pointer-fiche';
export { type Annuaire, chargerAnnuaire } from './monde/annuaire';
export { autour, joursEntre } from './monde/chantier';
export { type Ecart, ecrireDerives, identiques } from './monde/ecrire-derives';
export {
  actualiser,
  type Changements,
  creerMonde,
  idsDe,
  type Monde,
  type Regard,
  type Transition,
} from './monde/monde';
export { creerGardien, lireRepere, repereVide } from './monde/repere';
export { type Lieu, situerPointages } from './monde/tenus';
export { creerVue, dateDeId } from './monde/vue';
export { joursOuverts } from './relecture/jours-ouverts';
export { revoirJours } from './relecture/revoir-jours';
