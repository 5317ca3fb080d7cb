import { comparer } from '../../domain/appariement/ordre';
import { enMilliemes } from '../../domain/taux';
import type { UsagerAgrege } from '../agregat';
import type { ValeurEtat } from '../contrat';

/** What is counted of visits, whatever the grouping: minutes and counts add up, persons are counted once. */
export type Activite = {
  usagers: Set<string>;
  intervenants: Set<string>;
  couples: Set<string>;
  visites: number;
  duree: number;
  complementaires: number;
  reelles: number;
  brutes: number;
  maximum: number | null;
  minimum: number | null;
  regularisees: number;
};

export const activiteVide = (): Activite => ({
  usagers: new Set(),
  intervenants: new Set(),
  couples: new Set(),
  visites: 0,
  duree: 0,
  complementaires: 0,
  reelles: 0,
  brutes: 0,
  maximum: null,
  minimum: null,
  regularisees: 0,
});

export const compterVisites = (a: Activite, usagerId: string, v: UsagerAgrege['visites'][number]): void => {
  a.usagers.add(usagerId);
  a.intervenants.add(v.intervenantId);
  a.couples.add(`${usagerId}\n${v.intervenantId}`);
  a.visites += v.visites;
  a.duree += v.duree;
  a.complementaires += v.complementaires;
  a.reelles += v.reelles;
  a.brutes += v.brutes;
  a.maximum = Math.max(a.maximum ?? 0, v.maximum);
  a.minimum = Math.min(a.minimum ?? Number.MAX_SAFE_INTEGER, v.minimum);
};

/** A whole quotient, halves up; null over nothing. */
export const moyenne = (total: number, nombre: number): number | null =>
  nombre === 0 ? null : Math.floor(total / nombre + 0.5);

/** A rate as a value of a state: null over nothing. */
export const valeurTaux = (numerateur: number, denominateur: number): number | null =>
  enMilliemes(numerateur, denominateur) ?? null;

export const valeursActivite = (a: Activite): Record<string, ValeurEtat> => ({
  usagers: a.usagers.size,
  intervenants: a.intervenants.size,
  couples: a.couples.size,
  visites: a.visites,
  duree: a.duree,
  complementaires: a.complementaires,
  reelles: a.reelles,
  brutes: a.brutes,
  facturees: a.duree + a.complementaires,
  parUsager: moyenne(a.duree, a.usagers.size),
  parIntervenant: moyenne(a.duree, a.intervenants.size),
  parCouple: moyenne(a.duree, a.couples.size),
  maximum: a.maximum,
  minimum: a.minimum,
  regularisees: a.regularisees,
});

/** What makes what it does not have, in the order of first need; `tries`: in the order of the keys. */
export const repartir = <T>(creer: (cle: string) => T) => {
  const groupes = new Map<string, T>();
  return {
    de: (cle: string): T => {
      const connu = groupes.get(cle);
      if (connu !== undefined) return connu;
      const neuf = creer(cle);
      groupes.set(cle, neuf);
      return neuf;
    },
    groupes,
    tries: (): T[] => [...groupes].sort(([a], [b]) => comparer(a, b)).map(([, v]) => v),
  };
};

const ORDRE = new Intl.Collator('fr');
/** By words as a French reader sorts them, then by key: the same order each time. */
export const parNom = (a: readonly [string, string], b: readonly [string, string]): number =>
  ORDRE.compare(a[0], b[0]) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
