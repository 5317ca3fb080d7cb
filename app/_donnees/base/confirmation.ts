import { signal } from '../../_commun/signal';

/** How many times the server answered that what it has just written is not confirmed yet by the quorum of its store. */
export const nonConfirmes = signal(0);
