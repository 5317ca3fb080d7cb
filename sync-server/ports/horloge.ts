import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** Time is passed in: rules and use cases never read the machine's clock by themselves. */
export type Horloge = () => Instant;

export const horlogeSysteme: Horloge = () => instantDe(Date.now());
