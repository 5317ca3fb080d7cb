import type { Antenne } from '../contrats/commun';
import { CODES_ANTENNES } from '../contrats/commun';
import type { Role, Session } from '../contrats/compte';

/** Architecture, "Who may do what": one line per right, one column per role. */
export const DROITS = {
  lireAntenne: ['GESTIONNAIRE', 'CENTRAL'],
  saisir: ['GESTIONNAIRE', 'CENTRAL'],
  lireReferentiel: ['GESTIONNAIRE', 'CENTRAL'],
  lireSuspensCentraux: ['CENTRAL'],
  lireService: ['GESTIONNAIRE', 'CENTRAL', 'TECHNIQUE'],
} as const satisfies Record<string, readonly Role[]>;
export type Droit = keyof typeof DROITS;

type Porteur = Pick<Session, 'role' | 'antennes'>;

export const aLeDroit = (s: Porteur, droit: Droit): boolean => (DROITS[droit] as readonly Role[]).includes(s.role);

/** Antennas whose documents this session may hold: a manager's own, all for the central service, none for the others. */
export const antennesDe = (s: Porteur): readonly Antenne[] => {
  if (!aLeDroit(s, 'lireAntenne')) return [];
  return s.role === 'CENTRAL' ? CODES_ANTENNES : s.antennes;
};
