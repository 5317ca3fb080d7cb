import { DISPOSITIFS_DASES } from '../../domain/dases/parts';
import { garder } from '../../listes';
import { cle, code, colonneRequise, definirFormat, facultatif, type Ligne, minutesEntieres } from '../champ';
import { COMPLEMENTAIRE } from '../complementaire/complementaire';
import { VISITE_POUR_LA_DASES } from '../dases-corrigees/dases-corrigees';

/** What the Département is told of one side of a visit that changed. */
export const coteDases = <Cote extends 'ancien' | 'nouveau'>(cote: Cote) =>
  VISITE_POUR_LA_DASES.map((c) => `${cote}_${c}` as const);

const financees = (sens: string) => colonneRequise(facultatif(minutesEntieres(1, 9999, sens)));

export const DASES_COMPLEMENTAIRE = definirFormat({
  nom: 'DASES_COMPLEMENTAIRE',
  nomFichier: 'DASES_COMPLEMENTAIRE_<AAAAMM>.csv',
  sens: 'Les visites de mois déjà clos que la clôture du mois rectifie (CL-4), toutes antennes, dans les limites de CL-5 de chaque côté : une ligne par prise en charge, telle qu’elle est partie puis telle qu’elle est retenue. Un côté vide : la prise en charge ne payait pas la visite, ou ne la paie plus. Triées par mois_origine, usager, début, intervenant, numero_pec. Écrit seulement s’il a des lignes.',
  champs: {
    numero_pec: cle(20, 'Prise en charge'),
    dispositif: code(DISPOSITIFS_DASES, 'Dispositif du financeur, à la date de la visite'),
    ...garder(COMPLEMENTAIRE.champs, coteDases('ancien')),
    ...garder(COMPLEMENTAIRE.champs, coteDases('nouveau')),
    ancien_minutes_financees: financees('Minutes que cette prise en charge payait'),
    nouveau_minutes_financees: financees('Minutes que cette prise en charge paie'),
    mois_origine: COMPLEMENTAIRE.champs.mois_origine,
  },
  cle: [],
});

export type LigneDasesComplementaire = Ligne<typeof DASES_COMPLEMENTAIRE.champs>;
