/**
 * Runs `faire` on each, two at once, begun in their order; gives what each gave, in that order. For long readings of one store: it reads
 * one while the other is parsed; asked for all at once, it ends them all at the same moment, and waits while they are parsed. Once one
 * has failed no other is begun, and the failure is told when the other is over: nothing goes on behind whoever hears of it.
 */
export const deuxDeFront = async <T, R>(
  liste: readonly T[],
  faire: (x: T, rang: number) => Promise<R>,
): Promise<R[]> => {
  const faits: R[] = [];
  const reste = liste.entries();
  let echec: { cause: unknown } | undefined;
  const travailler = async (): Promise<void> => {
    for (const [rang, x] of reste) {
      if (echec) return;
      try {
        faits[rang] = await faire(x, rang);
      } catch (cause) {
        echec ??= { cause };
      }
    }
  };
  await Promise.all([travailler(), travailler()]);
  if (echec) throw echec.cause;
  return faits;
};
