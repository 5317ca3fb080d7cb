import type { FichierDispose } from '../../contrats/exploitation/parametres-dispositions';
import { BRUT } from '../brut/brut';
import type { Champs, Format } from '../champ';
import { COMPLEMENTAIRE } from '../complementaire/complementaire';
import { DASES_BRUTES } from '../dases-brutes/dases-brutes';
import { DASES_COMPLEMENTAIRE } from '../dases-complementaire/dases-complementaire';
import { DASES_CORRIGEES } from '../dases-corrigees/dases-corrigees';
import { RESTITUTION } from '../restitution/restitution';
import { SERVICE_FAIT } from '../service-fait/service-fait';
import { VENTILATION } from '../ventilation/ventilation';
import { VENTILATION_COMPLEMENTAIRE } from '../ventilation-complementaire/ventilation-complementaire';

/** The formats whose layout is set, by the name of their files. */
export const FORMATS_DISPOSES = {
  SERVICE_FAIT,
  BRUT,
  VENTILATION,
  COMPLEMENTAIRE,
  VENTILATION_COMPLEMENTAIRE,
  RESTITUTION,
  DASES_BRUTES,
  DASES_CORRIGEES,
  DASES_COMPLEMENTAIRE,
} as unknown as Readonly<Record<FichierDispose, Format<Champs>>>;
