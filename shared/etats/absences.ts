import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

export const ABSENCES: DefinitionEtat = {
  id: 'absences',
  titre: 'Absences des usagers',
  description:
    'Les absences temporaires (vacances, hospitalisation) et les départs définitifs (déménagement, EHPAD, décès) qui touchent la période.',
  periodes: ['mois', 'jour', 'semaine', 'trimestre', 'semestre', 'annee'],
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'toutes', libelle: 'Toutes' },
        { valeur: 'temporaires', libelle: 'Temporaires' },
        { valeur: 'definitives', libelle: 'Définitives' },
      ],
    },
    { cle: 'usager', titre: 'Usager', obligatoire: false },
  ],
  colonnes: [
    c.USAGER,
    c.USAGER_ID,
    c.texte('nature', 'Nature'),
    c.texte('duree', 'Durée'),
    c.jour('du', 'Du'),
    c.jour('au', 'Au'),
    c.nombre('jours', 'Jours dans la période'),
    c.texte('commentaire', 'Commentaire'),
  ],
};
