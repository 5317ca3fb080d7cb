import type { Verdict } from '../../contrats/corrections/correction';

/**
 * Whether a correction counts: accepted, or late, as one of a closed month is, which leaves with the next closing [CL-4]. One that
 * waits for its verdict does not yet.
 */
export const estPrise = <V extends Pick<Verdict, 'decision'>>(v: V | undefined): v is V =>
  v !== undefined && v.decision !== 'REFUSEE';
