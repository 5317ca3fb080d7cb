import { ABSENCES } from './absences/absences';
import { BRUT } from './brut/brut';
import type { Champs, Format } from './champ';
import { COMPLEMENTAIRE } from './complementaire/complementaire';
import { CORRECTIONS } from './corrections/corrections';
import { DASES_BRUTES } from './dases-brutes/dases-brutes';
import { DASES_COMPLEMENTAIRE } from './dases-complementaire/dases-complementaire';
import { DASES_CORRIGEES } from './dases-corrigees/dases-corrigees';
import { FINANCEURS } from './financeurs/financeurs';
import { INTERVENANTS } from './intervenants/intervenants';
import { PLANNING } from './planning/planning';
import { POINTAGES } from './pointages/pointages';
import { PREFACTURATION } from './prefacturation/prefacturation';
import { PREFACTURATION_COMPLEMENTAIRE } from './prefacturation-complementaire/prefacturation-complementaire';
import { RELEVES } from './releves/releves';
import { RESTITUTION } from './restitution/restitution';
import { RETOUR } from './retour/retour';
import { SERVICE_FAIT } from './service-fait/service-fait';
import { USAGERS } from './usagers/usagers';
import { VENTILATION } from './ventilation/ventilation';
import { VENTILATION_COMPLEMENTAIRE } from './ventilation-complementaire/ventilation-complementaire';

/** Every format, as the documentation lists them. */
export const FORMATS = [
  INTERVENANTS,
  USAGERS,
  PLANNING,
  FINANCEURS,
  POINTAGES,
  CORRECTIONS,
  ABSENCES,
  RELEVES,
  SERVICE_FAIT,
  BRUT,
  VENTILATION,
  COMPLEMENTAIRE,
  VENTILATION_COMPLEMENTAIRE,
  RESTITUTION,
  PREFACTURATION,
  PREFACTURATION_COMPLEMENTAIRE,
  DASES_BRUTES,
  DASES_CORRIGEES,
  DASES_COMPLEMENTAIRE,
  RETOUR,
] as unknown as readonly Format<Champs>[];
