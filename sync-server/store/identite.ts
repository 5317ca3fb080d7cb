import type { Magasin } from './magasin';

// A store that looks on another is that store: what is noted of the one (documents set aside, writes that wait for the quorum, whose
// turn it is) is noted of the other.

const racines = new WeakMap<object, object>();

/** The store itself, behind those that look on it. */
export const racineDe = (m: object): object => racines.get(m) ?? m;

/** `vue` looks on `m`, or on a part of it. */
export const regarde = <V extends Partial<Magasin>>(vue: V, m: Partial<Magasin>): V => {
  racines.set(vue, racineDe(m));
  return vue;
};
