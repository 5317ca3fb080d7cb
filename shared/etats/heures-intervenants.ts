import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

export const HEURES_INTERVENANTS: DefinitionEtat = {
  id: 'heures-intervenants',
  titre: 'Heures réalisées par aide à domicile',
  description: 'Les heures retenues de chaque aide, ses visites et les usagers chez qui elle est allée.',
  periodes: ['mois', 'jour', 'semaine', 'trimestre', 'semestre', 'annee'],
  parametres: [{ cle: 'intervenant', titre: 'Aide à domicile', obligatoire: false }],
  colonnes: [
    c.INTERVENANT,
    c.INTERVENANT_ID,
    c.nombreSeul('usagers', 'Usagers'),
    c.VISITES,
    c.DUREE,
    c.COMPLEMENTAIRES,
    c.FACTUREES,
    c.minutesSeules('moyenne', 'Moyenne par visite'),
    c.REGULARISEES,
  ],
};
