import type { Instant } from '../../temps/types';
import type { CorrectionSuivie } from '../types';

/**
 * [AP-8] The corrections as they stood at an earlier date: only those received by then. With `apparierUsager`'s
 * `auPlusTard`, the fold gives what it gave then.
 */
export const correctionsAu = (corrections: readonly CorrectionSuivie[], auPlusTard: Instant): CorrectionSuivie[] =>
  corrections.filter(({ correction, verdict }) => (verdict?.recuLe ?? correction.instant) <= auPlusTard);
