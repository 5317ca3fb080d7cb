/**
 * What each of a list gives, in order, the next one asked for before the one before it is treated: whoever answers works meanwhile. Two
 * at most are asked for at once. Nothing goes on behind whoever leaves it, or hears that one has failed.
 */
export async function* devancer<T, R>(liste: Iterable<T>, demander: (x: T) => Promise<R>): AsyncGenerator<[T, R]> {
  let avant: { x: T; r: Promise<R> } | undefined;
  let derniere: Promise<unknown> | undefined;
  let echoue = false;
  try {
    for (const x of liste) {
      if (echoue) break;
      const r = demander(x);
      // A failure is told to whoever comes to it.
      derniere = r.catch(() => {
        echoue = true;
      });
      if (avant) yield [avant.x, await avant.r];
      avant = { x, r };
    }
    if (avant) yield [avant.x, await avant.r];
  } finally {
    await derniere;
  }
}
