/** Collections that the server fills again. Each is a database of its own: one alone may be lost. */
export const REMPLIES = ['jours', 'dossiers', 'saisies', 'decisions', 'suspens'] as const;
export type Remplie = (typeof REMPLIES)[number];
export type CompteLots = Record<Remplie, number>;
export const AUCUN_LOT: CompteLots = { jours: 0, dossiers: 0, saisies: 0, decisions: 0, suspens: 0 };

/** What is known of each, once it was seen: of one that was lost, the last figure stays until it is there again. */
export const suivreLots = (avant: CompteLots, vus: CompteLots, perdues: readonly Remplie[]): CompteLots => ({
  ...vus,
  ...Object.fromEntries(perdues.flatMap((c) => (vus[c] === 0 ? [[c, avant[c]]] : []))),
});
