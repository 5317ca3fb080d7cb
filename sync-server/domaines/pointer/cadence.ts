/** Links of which something is remembered: past that, the one heard of longest ago is forgotten. */
const CLES_MAX = 20_000;

/** Whether one more passes: at most `max` a key within `fenetreMs`. Each process counts what it hears itself. */
export const creerCadence = (max: number, fenetreMs: number) => {
  const vus = new Map<string, number[]>();
  return (cle: string, maintenant: number): boolean => {
    const recents = (vus.get(cle) ?? []).filter((t) => t > maintenant - fenetreMs);
    const passe = recents.length < max;
    vus.delete(cle);
    vus.set(cle, passe ? [...recents, maintenant] : recents);
    const [ancien] = vus.size > CLES_MAX ? vus.keys() : [];
    if (ancien !== undefined) vus.delete(ancien);
    return passe;
  };
};
export type Cadence = ReturnType<typeof creerCadence>;
