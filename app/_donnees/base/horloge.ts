import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

// A PC whose clock is wrong would refuse an hour that is past, or date a correction before what it answers: the server's
// clock, read at each connection, sets it right.

let ecartMs = 0;
/** Below that, the answer's own delay is as large as the difference. */
const NEGLIGEABLE_MS = 5_000;

export const reglerHorloge = (heureServeur: Instant): void => {
  const ecart = epochMs(heureServeur) - Date.now();
  ecartMs = Math.abs(ecart) < NEGLIGEABLE_MS ? 0 : ecart;
};

export const maintenantMs = (): number => Date.now() + ecartMs;
export const maintenant = (): Instant => instantDe(maintenantMs());
