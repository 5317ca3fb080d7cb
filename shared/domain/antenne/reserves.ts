import type { Antenne } from '../../contrats/antenne';

/** Words that stand where a code does, in an address or in the name of a file. */
const RESERVES: ReadonlySet<string> = new Set([
  'TOUTES',
  'CENTRAL',
  'SERVICE',
  'FAIT',
  'SERVICE_FAIT',
  'BRUT',
  'BRUTES',
  'CORRIGEES',
  'VENTILATION',
  'RESTITUTION',
  'DASES',
]);

/** A code that would be taken for something else: `VENTILATION_COMPLEMENTAIRE_X_202610.csv` is of X. */
export const estReserve = (code: Antenne): boolean =>
  RESERVES.has(code) || code === 'COMPLEMENTAIRE' || code.startsWith('COMPLEMENTAIRE_');
