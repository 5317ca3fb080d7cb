import { type AppelSimule, type OptionsSession, ouvrirSession } from './session';

export type { AppelSimule } from './session';

export type OptionsAppelSimule = OptionsSession & {
  /**
   * What is keyed at each question, separated by commas; nothing between two commas = silence. Then the caller hangs up.
   * Or a caller who listens: given what was just said, the keys ('' = silence), or undefined = hangs up.
   */
  touches: string | ((phrases: readonly string[]) => string | undefined | Promise<string | undefined>);
  /** Hangs up without answering once that many questions were answered. */
  raccrocherApres?: number;
  /** Hangs up while it still rings. */
  renonce?: boolean;
};

/** One whole call: keys digits, stays silent, hangs up. */
export const simulerAppel = async ({
  touches,
  raccrocherApres,
  renonce,
  ...o
}: OptionsAppelSimule): Promise<AppelSimule> => {
  const liste = touches === '' || typeof touches === 'function' ? [] : touches.split(',').map((t) => t.trim());
  const session = ouvrirSession(o);
  if (renonce) {
    await session.renoncer();
    return session.appel;
  }
  let pas = await session.appeler();
  for (let repondues = 0; pas.saisie; repondues += 1) {
    // Keys for the next question; undefined = the caller hangs up there.
    const decide = repondues < (raccrocherApres ?? Number.POSITIVE_INFINITY);
    const suivantes = !decide
      ? undefined
      : typeof touches === 'function'
        ? await touches(pas.phrases)
        : liste[repondues];
    if (suivantes === undefined) {
      await session.raccrocher();
      break;
    }
    pas = await session.taper(suivantes);
  }
  return session.appel;
};
