import { ajouterJours, dateParis, localParis } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { valableLe } from '../ventilation/versions';

const MIDI = '12:00';

/**
 * [PT-4] The days whose aides may key their code at that instant: its own, then the one before until noon, for the visit of a last
 * evening ends after midnight. In that order: the code may have been given again since, and is then of the aide who is there.
 */
export const joursDuCode = (instant: Instant): DateCivile[] => {
  const jour = dateParis(instant);
  return localParis(instant).slice('AAAA-MM-JJ '.length) < MIDI ? [jour, ajouterJours(jour, -1)] : [jour];
};

/** [PT-4] Whether an aide's contract lets her punch at that instant. */
export const enService = (aide: Parameters<typeof valableLe>[0], instant: Instant): boolean =>
  joursDuCode(instant).some((jour) => valableLe(aide, jour));

/** [PT-4] Whether her contract had ended by then, the noon after her last evening past: nothing keyed from then on is hers. */
export const contratFini = ({ dateFin }: Parameters<typeof valableLe>[0], instant: Instant): boolean =>
  dateFin !== undefined && joursDuCode(instant).every((jour) => dateFin < jour);
