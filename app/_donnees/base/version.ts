import { signal } from '../../_commun/signal';

/** The server does not speak the version of this page any more: what waits leaves once it is reloaded, and not before. */
export const versionDepassee = signal(false);
