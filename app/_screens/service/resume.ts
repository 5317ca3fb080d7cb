import type { CompteMinutes } from '#shared/contrats/disponibilite';
import { pluriel } from '../../_ui/formats';

/** Under one measured hour, a rate of the month would be a figure for the eye alone. */
const MESURES_MIN = 60;

export const tropPeu = (c: Pick<CompteMinutes, 'reussies' | 'echecs'>): boolean => c.reussies + c.echecs < MESURES_MIN;

/** What there is, without a rate: « 1 réussie sur 1 minute mesurée » */
export const phraseTropPeu = ({ reussies, echecs }: Pick<CompteMinutes, 'reussies' | 'echecs'>): string => {
  const n = reussies + echecs;
  return n === 0
    ? 'Aucune minute mesurée'
    : `${pluriel(reussies, 'réussie')} sur ${pluriel(n, 'minute mesurée', 'minutes mesurées')}`;
};
