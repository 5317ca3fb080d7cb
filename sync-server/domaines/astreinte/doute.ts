import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';

// [AL-7] Facts that may not be whole: a punch may be on its way.

type PortsDoute = {
  horloge: Horloge;
  /** Whether all that was punched has come as far as the alerts. */
  sur: () => Promise<boolean>;
};

/** Since when facts may not be whole, asked at each pass; undefined: they are. `aJour`: whether the alerts are those of the hour. */
export const suivreDoute = ({ horloge, sur }: PortsDoute): ((aJour?: boolean) => Promise<Instant | undefined>) => {
  let depuis: Instant | undefined;
  return async (aJour = true) => {
    const entiers = aJour && (await sur().catch(() => false));
    depuis = entiers ? undefined : (depuis ?? horloge());
    return depuis;
  };
};

/** A punch that is on its way arrives within `veilleDoute` minutes; beyond, what is a fact is told all the same, as one to be checked. */
export const attendEncore = (
  depuis: Instant | undefined,
  maintenant: Instant,
  { veilleDoute }: Pick<Parametres, 'veilleDoute'>,
): boolean => depuis !== undefined && epochMs(maintenant) - epochMs(depuis) < veilleDoute * 60_000;
