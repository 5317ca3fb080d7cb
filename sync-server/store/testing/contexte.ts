import { randomUUID } from 'node:crypto';
import type { Magasin } from '../magasin';

/** What a contract is tried on, open by the time that a test runs. */
export type Contexte = () => Magasin;

/** A database of its own for one test. */
export const nouvelleBase = async (m: Magasin): Promise<string> => {
  const base = `contrat-${randomUUID()}`;
  if (!(await m.creerBase(base))) throw new Error(`${base} existe déjà`);
  return base;
};

/** Writes, and gives the revisions: a refusal throws. */
export const ecrits = async (m: Magasin, base: string, docs: readonly object[]): Promise<string[]> =>
  (await m.ecrire(base, docs)).map((l) => {
    if (l.rev === undefined) throw new Error(`${l.id} : ${l.erreur}`);
    return l.rev;
  });
