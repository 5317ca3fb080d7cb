import type { LigneEcrite } from '../../magasin';
import { type Copie, type Grappe, QUORUM } from './grappe';

// A write goes to each copy, which takes or refuses it by what it knows: one that lags takes what follows an old revision, and of two
// writers at the same time each may be the first on another copy. Where any took it, it is written; a row that fewer than the quorum
// took alike says so.

const conclure = (reponses: readonly (LigneEcrite | undefined)[]): LigneEcrite => {
  const prises = reponses.flatMap((r) => r?.rev ?? []);
  const premiere = reponses.find((r) => r !== undefined) ?? { id: '' };
  if (prises.length === 0) return premiere;
  const voix = (rev: string): number => prises.filter((p) => p === rev).length;
  const rev = prises.reduce((a, b) => (voix(b) > voix(a) ? b : a));
  return { id: premiere.id, rev, ...(voix(rev) < QUORUM ? { sansQuorum: true as const } : {}) };
};

const tourSuivant = setImmediate;

export const ecrirePartout = async (
  g: Grappe,
  joignables: readonly Copie[],
  nom: string,
  docs: readonly object[],
): Promise<LigneEcrite[]> => {
  const { alea, retards } = g;
  const enRetard = joignables.length > QUORUM && alea.chance(retards.ecriture) ? alea.parmi(joignables) : undefined;
  const demander = async (c: Copie): Promise<LigneEcrite[]> => {
    // Another writer's request may reach this copy before ours, and that one after.
    for (let n = alea.chance(retards.ordre) ? alea.entier(1, 3) : 0; n > 0; n--)
      await new Promise<void>((suite) => tourSuivant(suite));
    return c.bases.get(nom)?.ecrire(docs) ?? [];
  };
  const reponses = await Promise.all(joignables.filter((c) => c !== enRetard).map(demander));
  let lignes = docs.map((_, n) => conclure(reponses.map((r) => r[n])));
  // Those that answered do not agree: the one that is late is waited for.
  if (enRetard && lignes.some((l) => l.sansQuorum || l.erreur !== undefined)) {
    reponses.push(await demander(enRetard));
    lignes = docs.map((_, n) => conclure(reponses.map((r) => r[n])));
  }
  for (const { id } of lignes) for (const c of joignables) g.noter(c, nom, id);
  return lignes;
};
