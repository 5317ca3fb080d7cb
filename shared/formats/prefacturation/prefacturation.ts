import { DISPOSITIFS } from '../../contrats/commun';
import type { Minutes } from '../../temps/types';
import { antenne, cle, code, colonneRequise, definirFormat, entier, facultatif } from '../champ';
import { eurosSignes, heuresLues } from './champs';

const SANS_TARIF = 'vide : la table des financeurs n’en donne pas pour ces dates';

/** What both files say of a line, before its quantities. */
export const COLONNES_LIGNE = {
  antenne: antenne('Antenne'),
  id_millesime: cle(20, 'Usager'),
  numero_pec: colonneRequise(facultatif(cle(20, 'Prise en charge ; vide : aucune ne couvre ces minutes (FI-3)'))),
  code_financeur: cle(20, 'Financeur'),
  dispositif: colonneRequise(facultatif(code(DISPOSITIFS, 'Dispositif du financeur, à la date des visites'))),
  id_intervenant: cle(20, 'Intervenant'),
  tarif_horaire: colonneRequise(
    facultatif(eurosSignes(`Tarif horaire du financeur à la date des visites ; ${SANS_TARIF}`)),
  ),
};

export const PREFACTURATION = definirFormat({
  nom: 'PREFACTURATION',
  nomFichier: 'PREFACTURATION_<ANTENNE>_<AAAAMM>.csv',
  sens: 'Les minutes de VENTILATION et leur montant, par usager, prise en charge, intervenant et tarif. Chaque montant est arrondi une fois, au centime le plus proche (la moitié monte) ; un total est la somme des lignes.',
  champs: {
    ...COLONNES_LIGNE,
    minutes: entier<Minutes>(1, 9_999_999, 'Minutes facturées : ce qui compte'),
    heures: heuresLues('Les mêmes minutes, en heures décimales'),
    nombre_interventions: entier(1, 9999, 'Visites distinctes qui ont au moins une minute dans la ligne'),
    montant: colonneRequise(facultatif(eurosSignes(`Minutes × tarif ÷ 60 ; ${SANS_TARIF}`))),
  },
  cle: ['antenne', 'id_millesime', 'numero_pec', 'code_financeur', 'id_intervenant', 'tarif_horaire'],
  verifier: (l) =>
    l.minutes === l.heures ? undefined : { colonne: 'heures', raison: 'ce ne sont pas les minutes de la ligne' },
});
