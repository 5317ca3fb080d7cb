import { racineDe } from './identite';
import type { Magasin } from './lire';

/** A document that is not of its type's form: where it is, and the fields that say so; never what is in them. */
export type Ecarte = { base: string; id: string; type: string; champs: readonly string[] };

/** Beyond so many, more of them would say no more. */
const GARDES = 1_000;

type Suivi = { ecartes: Map<string, Ecarte>; dire: (e: Ecarte) => void };
const suivis = new WeakMap<object, Suivi>();

const suiviDe = (m: Magasin): Suivi => {
  const connu = suivis.get(racineDe(m));
  if (connu) return connu;
  const neuf: Suivi = { ecartes: new Map(), dire: () => undefined };
  suivis.set(racineDe(m), neuf);
  return neuf;
};

/** Whom to tell of each document that is set aside, once; those of before are told too. */
export const surEcarte = (m: Magasin, dire: (e: Ecarte) => void): void => {
  const s = suiviDe(m);
  s.dire = dire;
  for (const e of s.ecartes.values()) dire(e);
};

export const noterEcarte = (m: Magasin, e: Ecarte): void => {
  const { ecartes, dire } = suiviDe(m);
  const cle = `${e.base} ${e.id}`;
  if (ecartes.has(cle) || ecartes.size >= GARDES) return;
  ecartes.set(cle, e);
  dire(e);
};

/** It reads well again: someone has mended it. */
export const noterLu = (m: Magasin, base: string, id: string): void => {
  const { ecartes } = suiviDe(m);
  if (ecartes.size > 0) ecartes.delete(`${base} ${id}`);
};

/** Whether what is there was last set aside. */
export const estEcarte = (m: Magasin, base: string, id: string): boolean => suiviDe(m).ecartes.has(`${base} ${id}`);

export const lireEcartes = (m: Magasin): Ecarte[] => [...suiviDe(m).ecartes.values()];
