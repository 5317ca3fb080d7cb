import { estMotAide } from '#shared/domain/equipe/mot-aide';
import type { Ligne } from '../../../_donnees/depot/lignes';

type Visite = Pick<Ligne, 'notes' | 'aTraiter'> & { retenue: Pick<Ligne['retenue'], 'conflit'> };

/** [CO-4, PR-3] Someone has said hours already, and a person chooses: colleagues of a conflict, or the aide in her note. */
export const estAChoisir = ({ retenue, notes }: Omit<Visite, 'aTraiter'>): boolean =>
  retenue.conflit !== undefined || notes.some((n) => estMotAide(n) && n.proposees !== undefined);

/**
 * Whether a line that is opened has the keyboard in what it asks for: by Entrée always. By the mouse where hours are to be typed, never
 * where the keyboard would stand on what decides: the next Entrée would, of versions that nobody has read.
 */
export const ouvreSaisie = (l: Visite, parTouche: boolean): boolean => parTouche || (l.aTraiter && !estAChoisir(l));
