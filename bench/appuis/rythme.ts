import { setTimeout as delai } from 'node:timers/promises';

/**
 * Begins `faire` again and again at a mean rate (waits drawn from an exponential law), whatever each of them takes, until the end;
 * a late one is not made up for by a burst. Settled once the last one is; the first that fails ends it, and is told then.
 */
export const rythmer = async (
  parHeure: number,
  fini: () => boolean,
  alea: () => number,
  faire: () => Promise<void>,
): Promise<void> => {
  const enCours = new Set<Promise<void>>();
  let echec: { cause: unknown } | undefined;
  while (!fini() && !echec) {
    await delai((3_600_000 / parHeure) * -Math.log(1 - alea() * 0.999));
    if (fini()) break;
    const p: Promise<void> = faire()
      .catch((cause: unknown) => {
        echec ??= { cause };
      })
      .finally(() => enCours.delete(p));
    enCours.add(p);
  }
  await Promise.all(enCours);
  if (echec) throw echec.cause;
};
