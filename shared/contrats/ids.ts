import { dateParis } from '../temps/paris';
import type { DateCivile, Instant, Mois } from '../temps/types';
import type { Antenne } from './commun';

// Ids are typed and sort by date: a range of ids is a window of months.

export const baseAntenne = (a: Antenne): string => `tg-antenne-${a.toLowerCase()}`;
export const basePointages = (i: Instant): string => `tg-pointages-${dateParis(i).slice(0, 4)}`;
export const BASE_CENTRALE = 'tg-central';

/** In no feed, and the same for all who write it: CouchDB answers 202 where fewer copies than the quorum take it. */
export const ID_SONDE_QUORUM = '_local/quorum';

export const idAntenne = (a: Antenne): string => `antenne:${a}`;
export const idPointage = (instant: Instant, id: string): string => `pointage:${instant}:${id}`;
export const idAppel = (instant: Instant, id: string): string => `appel:${instant}:${id}`;
export const idUsager = (id: string): string => `usager:${id}`;
export const idIntervenant = (id: string): string => `intervenant:${id}`;
export const idVisite = (date: DateCivile, id: string): string => `visite:${date}:${id}`;
export const idIntervention = (date: DateCivile, id: string): string => `intervention:${date}:${id}`;
export const idCorrection = (date: DateCivile, id: string): string => `correction:${date}:${id}`;
export const idVerdict = (date: DateCivile, correctionId: string): string => `verdict:${date}:${correctionId}`;
export const idRattachement = (date: DateCivile, id: string): string => `rattachement:${date}:${id}`;
export const idFiche = (date: DateCivile, id: string): string => `fiche:${date}:${id}`;
export const idAlerte = (depuis: DateCivile, genre: string, sujet: string): string =>
  `alerte:${depuis}:${genre}:${sujet}`;
export const idAccuse = (date: DateCivile, saisieId: string): string => `accuse:${date}:${saisieId}`;
export const idRefus = (date: DateCivile, documentId: string): string => `refus:${date}:${documentId}`;
export const idDivergence = (date: DateCivile, cle: string): string => `divergence:${date}:${cle}`;
export const idCloture = (mois: Mois): string => `cloture:${mois}`;
export const idEtatFige = (mois: Mois, usagerId: string): string => `fige:${mois}:${usagerId}`;
export const idComplement = (mois: Mois, usagerId: string): string => `complement:${mois}:${usagerId}`;
export const idCadreClos = (mois: Mois): string => `cadre-clos:${mois}`;
export const idAgregat = (mois: Mois, antenne: Antenne): string => `agregat:${mois}:${antenne}`;
export const idFinanceur = (code: string, depuis: DateCivile): string => `financeur:${code}:${depuis}`;
export const idParametre = (cle: string, depuis: DateCivile): string => `parametre:${cle}:${depuis}`;
export const idCompte = (identifiant: string): string => `compte:${identifiant}`;
export const idSelectionEtat = (identifiant: string, id: string): string => `selection-etat:${identifiant}:${id}`;
