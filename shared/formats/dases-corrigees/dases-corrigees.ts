import { DISPOSITIFS_DASES } from '../../domain/dases/parts';
import { garder } from '../../listes';
import { cle, code, colonneFacultative, definirFormat, type Ligne, minutesEntieres } from '../champ';
import { type LigneServiceFait, SERVICE_FAIT } from '../service-fait/service-fait';

/** What the Département is told of a visit: by name, so that what SERVICE_FAIT gains does not leave for it unsaid. */
export const VISITE_POUR_LA_DASES = [
  'id_millesime',
  'id_intervenant',
  'debut',
  'fin',
  'duree',
  'minutes_complementaires',
  'motif_correction',
  'code_prestation',
] as const satisfies readonly (keyof LigneServiceFait)[];

export const DASES_CORRIGEES = definirFormat({
  nom: 'DASES_CORRIGEES',
  nomFichier: 'DASES_CORRIGEES_<AAAAMM>.csv',
  sens: 'Les visites retenues du mois, toutes antennes, que paie une prise en charge APA, ASL ou PCH ouverte dans SALSA (CL-5) : une ligne par prise en charge, triée par id_millesime, debut, id_intervenant, numero_pec. Une visite que deux prises en charge se partagent y est donc deux fois, avec la même `duree` : `minutes_financees` dit alors la part de chacune.',
  champs: {
    numero_pec: cle(20, 'Prise en charge qui paie la visite'),
    dispositif: code(DISPOSITIFS_DASES, 'Dispositif du financeur, à la date de la visite'),
    ...garder(SERVICE_FAIT.champs, VISITE_POUR_LA_DASES),
    minutes_financees: colonneFacultative(
      minutesEntieres(
        1,
        9999,
        'Minutes que paie cette prise en charge, où ce n’est pas toute la visite ; la colonne n’est écrite que dans un fichier qui en a besoin',
      ),
    ),
  },
  cle: [],
});

export type LigneDasesCorrigee = Ligne<typeof DASES_CORRIGEES.champs>;
