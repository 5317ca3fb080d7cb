/** Links of which something is remembered: past that, the one that began longest ago is forgotten. */
const LIENS_MAX = 20_000;

/**
 * [PT-10] Codes that were not judged because copies of the cluster catch up: a right one is taken meanwhile, so that what is answered
 * tells it from a wrong one. Of one link, `max` different ones at most are answered so; the others wait, right or wrong, until the
 * copies agree and each counts. Each process counts what it hears itself.
 */
export const tenirIndecis = (max: number) => {
  const parLien = new Map<string, Set<string>>();
  return {
    comble: (lien: string, code: string): boolean => {
      const siens = parLien.get(lien);
      return siens !== undefined && siens.size >= max && !siens.has(code);
    },
    noter: (lien: string, code: string): void => {
      const siens = parLien.get(lien) ?? new Set();
      parLien.set(lien, siens.add(code));
      const [ancien] = parLien.size > LIENS_MAX ? parLien.keys() : [];
      if (ancien !== undefined) parLien.delete(ancien);
    },
    /** The copies agree: what waits is judged. */
    oublier: (): void => parLien.clear(),
  };
};
export type Indecis = ReturnType<typeof tenirIndecis>;
