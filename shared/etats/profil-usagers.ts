import { DISPOSITIFS, type Dispositif } from '../contrats/commun';
import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

/** How each type of aid is called at the head of a column. */
export const AIDES: Readonly<Record<Dispositif, string>> = {
  APA: 'APA',
  ASL_PA: 'ASL personnes âgées',
  ASL_PH: 'ASL personnes handicapées',
  PCH: 'PCH',
  CAISSE_RETRAITE: 'Caisses de retraite',
  MUTUELLE: 'Mutuelles',
  ASSISTANCE: 'Assistance',
  DEPARTEMENT_AUTRE: 'Autres départements',
  CPAM: 'CPAM',
  ETAT: 'État',
  TARIF_PROPRE: 'Tarif propre',
};

export const PROFIL_USAGERS: DefinitionEtat = {
  id: 'profil-usagers',
  titre: 'Profil des usagers et consommation',
  description:
    'Les usagers qui ont reçu au moins une visite, par sexe, tranche d’âge et GIR, et les heures que chaque type d’aide a prises en charge.',
  periodes: ['mois', 'annee', 'semestre', 'trimestre', 'semaine', 'jour'],
  parametres: [],
  colonnes: [
    c.texte('critere', 'Critère'),
    c.texte('valeur', 'Valeur'),
    c.nombreSeul('usagers', 'Usagers'),
    c.taux('part', 'Part des usagers'),
    c.minutesSeules('minutes', 'Heures facturées'),
    c.minutesSeules('moyenne', 'Moyenne par usager'),
    ...DISPOSITIFS.map((d) => c.minutesSeules(d, AIDES[d])),
  ],
};
