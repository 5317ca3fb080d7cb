import {
  antenne,
  cle,
  code,
  colonneFacultative,
  definirFormat,
  entier,
  facultatif,
  heures,
  type Ligne,
  parDefaut,
  texte,
  traduit,
} from '../champ';
import { telephones } from '../champ-telephone';
import { date } from '../champ-temps';

export const USAGERS = definirFormat({
  nom: 'USAGERS',
  nomFichier: 'USAGERS_<AAAAMMJJ>.csv',
  sens: 'Une ligne par version de prise en charge, chaque jour ; les colonnes de l’usager se répètent et doivent s’accorder. Un fichier où plus de 5 % des usagers disparaissent ou changent d’antenne attend une confirmation.',
  champs: {
    id_millesime: cle(20, 'Clé de l’usager'),
    civilite: code(['M', 'MME'], 'Civilité'),
    nom: texte(100, 'Nom'),
    prenom: texte(100, 'Prénom'),
    adresse: texte(200, 'Adresse'),
    code_postal: texte(10, 'Code postal'),
    ville: texte(100, 'Ville'),
    date_naissance: date('Date de naissance'),
    gir: facultatif(entier(1, 6, 'GIR')),
    telephones: telephones('Numéros fixes ou mobiles, gardés en E.164 ; un numéro peut servir à deux usagers'),
    antenne: antenne('Antenne de l’usager'),
    numero_pec: cle(20, 'Clé de la prise en charge ; plusieurs lignes de date_debut différentes en sont les versions'),
    code_financeur: cle(20, 'Financeur, de la table des financeurs'),
    priorite: parDefaut(entier(1, 999, 'Rang de la prise en charge'), 1),
    date_debut: date('Premier jour de la version ; la suivante du même numéro l’arrête la veille'),
    date_fin: facultatif(date('Dernier jour ; vide : sans fin')),
    heures_max: facultatif(heures('Plafond en heures par mois ; vide : sans plafond')),
    code_prestation: cle(10, 'Prestation couverte, ou * pour toutes'),
    salsa_ouvert: parDefaut(traduit({ O: true, N: false }, 'Prise en charge ouverte dans SALSA'), false),
    date_effet: colonneFacultative(
      date(
        'À partir de quand valent un plafond, un financeur, une priorité ou une prestation changés ; vide : du premier mois ouvert',
      ),
    ),
  },
  cle: ['numero_pec', 'date_debut'],
  verifier: ({ date_debut, date_fin, date_effet }) => {
    if (date_fin && date_fin < date_debut)
      return { colonne: 'date_fin', raison: 'la date de fin précède la date de début' };
    if (date_effet && date_effet < date_debut)
      return {
        colonne: 'date_effet',
        raison: 'la date d’effet précède le début de la version : donnez une date de celle-ci, ou une ligne de plus',
      };
    if (date_effet && date_fin && date_fin < date_effet)
      return {
        colonne: 'date_effet',
        raison: 'la date d’effet vient après la fin de la version : donnez une date de celle-ci, ou une ligne de plus',
      };
    return undefined;
  },
});

export type LigneUsager = Ligne<typeof USAGERS.champs>;

/** The columns that are the usager's own, and must agree from row to row. */
export const COLONNES_USAGER = [
  'civilite',
  'nom',
  'prenom',
  'adresse',
  'code_postal',
  'ville',
  'date_naissance',
  'gir',
  'telephones',
  'antenne',
] as const satisfies readonly (keyof LigneUsager)[];
