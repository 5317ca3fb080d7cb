import { tousFinis } from './tous-finis';

/**
 * Does something for each of a list, so many at once, begun in its order: one waits for the store while another computes. What each
 * gives is in the list's order. After a failure none is begun, and it is told once those that were begun are over.
 */
export const deFront = async <T, R>(
  combien: number,
  liste: Iterable<T>,
  faire: (x: T) => Promise<R>,
): Promise<Awaited<R>[]> => {
  const restent = [...liste].entries();
  const faits: Awaited<R>[] = [];
  let echoue = false;
  const travailler = async (): Promise<void> => {
    for (const [n, x] of restent) {
      if (echoue) return;
      try {
        faits[n] = await faire(x);
      } catch (e) {
        echoue = true;
        throw e;
      }
    }
  };
  await tousFinis(Array.from({ length: combien }, travailler));
  return faits;
};
