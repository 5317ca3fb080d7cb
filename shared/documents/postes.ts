import { ALERTES } from './alertes';
import { CLOTURE } from './cloture';
import { CORRECTIONS } from './corrections';
import { DOSSIERS } from './dossiers';
import { INCIDENTS } from './incidents';
import { PLANNING } from './planning';
import { POINTAGES } from './pointages';

/**
 * The rooms of the register of which a PC receives or writes something. Apart from the others: a browser loads these rows and their
 * schemas, and needs none of the rest.
 */
export const DES_POSTES = {
  ...DOSSIERS,
  ...CORRECTIONS,
  ...POINTAGES,
  ...ALERTES,
  ...PLANNING,
  ...CLOTURE,
  ...INCIDENTS,
} as const;
