import { DISPOSITIFS_DASES } from '../../domain/dases/parts';
import { cle, code, colonneFacultative, definirFormat, type Ligne, minutesEntieres } from '../champ';
import { SERVICE_FAIT } from '../service-fait/service-fait';

export const DASES_CORRIGEES = definirFormat({
  nom: 'DASES_CORRIGEES',
  nomFichier: 'DASES_CORRIGEES_<AAAAMM>.csv',
  sens: 'Les visites retenues du mois, toutes antennes, que paie une prise en charge APA, ASL ou PCH ouverte dans SALSA (CL-5) : une ligne par prise en charge, triée par id_millesime, debut, id_intervenant, numero_pec. Une visite que deux prises en charge se partagent y est donc deux fois, avec la même `duree` : `minutes_financees` dit alors la part de chacune.',
  champs: {
    numero_pec: cle(20, 'Prise en charge qui paie la visite'),
    dispositif: code(DISPOSITIFS_DASES, 'Dispositif du financeur, à la date de la visite'),
    ...SERVICE_FAIT.champs,
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
