import type { LigneEcrite } from '../../magasin';
import { type Copie, type Grappe, QUORUM } from './grappe';

// A write goes to each copy, which takes or refuses it by what it knows: one that lags takes what follows an old revision. Where any
// took it, it is written; where fewer than the quorum did the same, the whole batch says so.

const conclure = (reponses: readonly (LigneEcrite | undefined)[]): LigneEcrite => {
  const prises = reponses.flatMap((r) => r?.rev ?? []);
  const premiere = reponses.find((r) => r !== undefined) ?? { id: '' };
  if (prises.length === 0) return premiere;
  const voix = (rev: string): number => prises.filter((p) => p === rev).length;
  const rev = prises.reduce((a, b) => (voix(b) > voix(a) ? b : a));
  return { id: premiere.id, rev, ...(voix(rev) < QUORUM ? { sansQuorum: true as const } : {}) };
};

export const ecrirePartout = (
  g: Grappe,
  joignables: readonly Copie[],
  nom: string,
  docs: readonly object[],
): LigneEcrite[] => {
  const enRetard =
    joignables.length > QUORUM && g.alea.chance(g.retards.ecriture) ? g.alea.parmi(joignables) : undefined;
  const demander = (c: Copie): LigneEcrite[] => c.bases.get(nom)?.ecrire(docs) ?? [];
  const reponses = joignables.filter((c) => c !== enRetard).map(demander);
  let lignes = docs.map((_, n) => conclure(reponses.map((r) => r[n])));
  // Those that answered do not agree: the one that is late is waited for.
  if (enRetard && lignes.some((l) => l.sansQuorum || l.erreur !== undefined)) {
    reponses.push(demander(enRetard));
    lignes = docs.map((_, n) => conclure(reponses.map((r) => r[n])));
  }
  for (const { id } of lignes) for (const c of joignables) g.noter(c, nom, id);
  return lignes.some((l) => l.sansQuorum)
    ? lignes.map((l) => (l.rev === undefined ? l : { ...l, sansQuorum: true as const }))
    : lignes;
};
