import type { StatutRetenu } from '../../contrats/corrections/intervention';
import type { Instant } from '../../temps/types';
import type { Retenue } from '../types';

export type Faite = Retenue & { debut: Instant; fin: Instant };

/** Those of a visit that was made. */
export const STATUTS_FAITS: ReadonlySet<StatutRetenu> = new Set(['COMPLETE', 'CORRIGEE', 'CREEE']);

/** A visit that SERVICE_FAIT carries, whatever its month. */
export const estFaite = (r: Retenue): r is Faite =>
  STATUTS_FAITS.has(r.statut) && r.debut !== undefined && r.fin !== undefined;
