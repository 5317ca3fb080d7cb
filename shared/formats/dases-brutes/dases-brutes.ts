import { DISPOSITIFS_DASES } from '../../domain/dases/parts';
import { garder } from '../../listes';
import { BRUT, type LigneBrut } from '../brut/brut';
import { cle, code, definirFormat, type Ligne } from '../champ';

/** What the Département is told of raw hours: by name, so that what BRUT gains does not leave for it unsaid. */
export const HEURES_POUR_LA_DASES = [
  'id_millesime',
  'id_intervenant',
  'arrivee',
  'depart',
  'statut',
  'numero_appelant',
  'id_pointage_arrivee',
  'id_pointage_depart',
  'source',
] as const satisfies readonly (keyof LigneBrut)[];

export const DASES_BRUTES = definirFormat({
  nom: 'DASES_BRUTES',
  nomFichier: 'DASES_BRUTES_<AAAAMM>.csv',
  sens: 'Les pointages du mois, toutes antennes, des visites que paie une prise en charge APA, ASL ou PCH ouverte dans SALSA (CL-5) : une ligne par prise en charge, triée par id_millesime, arrivee, id_intervenant, depart (vides en premier), numero_pec. Une intervention dont aucune visite du mois n’est retenue n’y est pas.',
  champs: {
    numero_pec: cle(20, 'Prise en charge qui paie la visite'),
    dispositif: code(DISPOSITIFS_DASES, 'Dispositif du financeur, à la date de la visite'),
    ...garder(BRUT.champs, HEURES_POUR_LA_DASES),
  },
  cle: [],
});

export type LigneDasesBrute = Ligne<typeof DASES_BRUTES.champs>;
