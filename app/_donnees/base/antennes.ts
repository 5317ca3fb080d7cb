import type { FicheAntenne } from '#shared/contrats/antenne';
import { poserRegistre, registreEnPlace } from '#shared/domain/antenne/registre';
import { ecrireAntennes, lireAntennes } from './stockage';

// The antennas of the service, as the server last said them: their names, and which bases this PC may hold. They name nobody, and are
// needed before anything is unlocked: what waits to be sent is counted by antenna on the page that asks for the password.

/** What this PC was last told; without it, the antennas of the first start. */
export const reprendreAntennes = (): void => {
  const lues = lireAntennes();
  if (lues) poserRegistre(lues);
};

/** In whichever order each names its fields. */
const texteDe = (fiches: readonly FicheAntenne[]): string =>
  JSON.stringify(fiches.map((f) => Object.entries(f).sort(([a], [b]) => (a < b ? -1 : 1))));

/** What the server says with a session. */
export const noterAntennes = (fiches: readonly FicheAntenne[] | undefined): void => {
  if (!fiches || texteDe(fiches) === texteDe(registreEnPlace())) return;
  poserRegistre(fiches);
  ecrireAntennes(fiches);
};
