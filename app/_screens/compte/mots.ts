import type { Role } from '#shared/contrats/compte';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { dateBreve, heure } from '../../_ui/formats';

export const ROLES_EN_MOTS: Readonly<Record<Role, string>> = {
  GESTIONNAIRE: 'Gestionnaire d’antenne',
  CENTRAL: 'Service central',
  ADMINISTRATEUR: 'Administrateur',
  TECHNIQUE: 'Technique',
  AUDITEUR: 'Auditeur',
};

/** « mer. 25 nov. 8 h 31 ». */
export const quand = (i: Instant, maintenant: Instant): string =>
  `${dateBreve(dateParis(i), dateParis(maintenant))} ${heure(i)}`;
