import { antenne, cle, code, definirFormat, facultatif, type Ligne, motif, texte } from '../champ';
import { telephoneDouteux } from '../champ-telephone';
import { date } from '../champ-temps';

export const INTERVENANTS = definirFormat({
  nom: 'INTERVENANTS',
  nomFichier: 'INTERVENANTS_<AAAAMMJJ>.csv',
  sens: 'Les aides à domicile, envoyées chaque jour par Millésime. Un fichier où manquent plus de 5 % des aides en service, et cinq au moins, attend une confirmation.',
  champs: {
    id_intervenant: cle(20, 'Clé de l’intervenant, reprise dans les fichiers de retour'),
    civilite: code(['M', 'MME'], 'Civilité'),
    nom: texte(100, 'Nom'),
    prenom: texte(100, 'Prénom'),
    antenne: antenne('Antenne de l’intervenant'),
    adresse_antenne: facultatif(texte(200, 'Adresse de l’antenne')),
    code_svi: facultatif(
      motif(
        /^\d{5}$/,
        '5 chiffres',
        'Code à taper au téléphone ; donné par la télégestion où il est vide ; unique parmi les actifs ; un code que l’antenne a changé n’est pas repris',
      ),
    ),
    telephone: telephoneDouteux(
      'Le sien, où la joindre quand une visite ne commence pas ; jamais un numéro d’où pointer, ni celui d’un usager',
    ),
    date_debut: date('Premier jour d’activité'),
    date_fin: facultatif(date('Dernier jour d’activité ; vide : sans fin')),
  },
  cle: ['id_intervenant'],
  verifier: (l) =>
    l.date_fin && l.date_fin < l.date_debut
      ? { colonne: 'date_fin', raison: 'la date de fin précède la date de début' }
      : undefined,
});

export type LigneIntervenant = Ligne<typeof INTERVENANTS.champs>;
