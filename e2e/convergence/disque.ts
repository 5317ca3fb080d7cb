import { Subject } from 'rxjs';
import { type Checkpoint, COLLECTIONS, type Collection } from '#shared/replication/protocole';
import type { Base, Scelle } from '../../app/_donnees/base/base';
import { Mort } from './reseau';

type Nom = Collection | 'local';
const NOMS = [...(Object.keys(COLLECTIONS) as Collection[]), 'local'] as Nom[];

/** What a PC's disk holds: it outlives the program. Every write is one transaction: whole or not at all. */
export type Disque = {
  tables: Map<Nom, Map<string, Scelle>>;
  checkpoints: Map<Collection, Checkpoint>;
  /** Rows that the server is known to have: sent, or received. */
  connus: Set<string>;
  /** The second copy of what waits, and its count in a third place. */
  copie: string | undefined;
  compte: number;
};

export const disqueVide = (): Disque => ({
  tables: new Map(NOMS.map((n) => [n, new Map()])),
  checkpoints: new Map(),
  connus: new Set(),
  copie: undefined,
  compte: 0,
});

export const tableDe = (d: Disque, nom: Nom): Map<string, Scelle> => {
  const t = d.tables.get(nom);
  if (!t) throw new Error(`table inconnue : ${nom}`);
  return t;
};

/** Writes through which a PC may die: `restantes` writes go through, then none. */
export const creerEcriture = () => {
  let restantes = Number.POSITIVE_INFINITY;
  return {
    mourirApres: (n: number): void => {
      restantes = n;
    },
    ecrire: (f: () => void): void => {
      if (restantes <= 0) throw new Mort();
      restantes--;
      f();
    },
  };
};
export type Ecriture = ReturnType<typeof creerEcriture>;

type Evenement = { operation: 'INSERT' | 'UPDATE'; documentData: Scelle };

/** As much of RxDB as `creerDepot` uses, over the simulated disk: documents, and the feed of their changes. */
export const ouvrirBaseSimulee = (disque: Disque, ecriture: Ecriture) => {
  const flux = new Map(NOMS.map((n) => [n, new Subject<Evenement>()]));
  const poser = (nom: Nom, lignes: readonly Scelle[]): void => {
    const table = tableDe(disque, nom);
    ecriture.ecrire(() => {
      for (const l of lignes) table.set(l.id, l);
    });
    for (const l of lignes) flux.get(nom)?.next({ operation: 'INSERT', documentData: l });
  };
  const collection = (nom: Nom) => ({
    $: flux.get(nom),
    storageInstance: { internals: { dexieTable: { toArray: async () => [...tableDe(disque, nom).values()] } } },
    bulkInsert: async (lignes: Scelle[]) => {
      const table = tableDe(disque, nom);
      const neuves = lignes.filter((l) => !table.has(l.id));
      if (neuves.length > 0) poser(nom, neuves);
      return { error: lignes.filter((l) => !neuves.includes(l)).map(() => ({ status: 409 })) };
    },
    bulkUpsert: async (lignes: Scelle[]) => poser(nom, lignes),
    upsert: async (l: Scelle) => poser(nom, [l]),
  });
  const base = Object.fromEntries(NOMS.map((n) => [n, collection(n)])) as unknown as Base;
  return { base, poser };
};
