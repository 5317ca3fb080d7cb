import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

export const USAGERS_NON_IDENTIFIES: DefinitionEtat = {
  id: 'usagers-non-identifies',
  titre: 'Usagers non identifiés par le SVI',
  description:
    'Les appels où le numéro n’a pas suffi à reconnaître l’usager : visites pointées d’un autre numéro, pointages en attente, appels échoués d’un numéro inconnu ou masqué.',
  periodes: ['mois', 'jour', 'semaine', 'trimestre', 'semestre', 'annee'],
  parametres: [{ cle: 'usager', titre: 'Usager', obligatoire: false }],
  colonnes: [
    c.USAGER,
    c.USAGER_ID,
    c.texte('numero', 'Numéro appelant'),
    c.nombre('autreNumero', 'Visites pointées d’un autre numéro'),
    c.nombre('attentes', 'Pointages en attente'),
    c.nombre('appels', 'Appels échoués'),
    c.instant('dernier', 'Dernier appel'),
  ],
};
