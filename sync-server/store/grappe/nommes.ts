import type { LigneChangement, Plage } from '../magasin';
import { comparerOctets } from '../memoire/ordre';
import { plusAncienne } from './revisions';

// What the change feed has named, and what we wrote: each id with the revision that a reading must show, or a later one.

export type Nomme = { rev: string; supprime: boolean };

export type Nommes = {
  connu: (base: string, id: string) => Nomme | undefined;
  nommer: (base: string, l: Pick<LigneChangement, 'id' | 'rev' | 'supprime' | 'autres'>) => void;
  oublier: (base: string, id: string) => void;
  /** Those of a range. */
  entre: (base: string, p: Pick<Plage, 'debut' | 'fin'>) => string[];
  /** Keeps the last ones alone: what lags by more than that is found by the second look. */
  alleger: () => void;
};

/** A copy lags by milliseconds: what was named long ago is on all of them, or is looked at again. */
const GARDES = 5_000;

/** Ids are kept by their type, then by what they begin with, a date as a rule: a range is told by the few beginnings that it holds. */
const typeDe = (id: string): string => id.slice(0, id.indexOf(':') + 1);
const debutDe = (id: string): string => id.slice(0, id.indexOf(':') + 11);

type ParDebut = Map<string, Set<string>>;
type Siens = { parId: Map<string, Nomme>; parType: Map<string, ParDebut> };

/** The types that a range may hold: its own, as a rule. */
const typesEntre = (parType: Siens['parType'], debut: string, fin: string): Iterable<ParDebut> => {
  const type = typeDe(debut);
  const seul = type !== '' && (fin.startsWith(type) || fin === `${type.slice(0, -1)};`);
  if (!seul) return parType.values();
  const siens = parType.get(type);
  return siens ? [siens] : [];
};

export const creerNommes = (): Nommes => {
  const bases = new Map<string, Siens>();

  const oublier = (base: string, id: string): void => {
    const siens = bases.get(base);
    if (!siens?.parId.delete(id)) return;
    const parDebut = siens.parType.get(typeDe(id));
    const freres = parDebut?.get(debutDe(id));
    freres?.delete(id);
    if (freres?.size === 0) parDebut?.delete(debutDe(id));
  };

  return {
    connu: (base, id) => bases.get(base)?.parId.get(id),
    oublier,
    nommer: (base, { id, rev, supprime, autres }) => {
      const siens: Siens = bases.get(base) ?? { parId: new Map(), parType: new Map() };
      bases.set(base, siens);
      const connu = siens.parId.get(id);
      if (connu?.rev === rev) return;
      // One that was named and is now among the losers is no longer what is shown, however long its branch.
      if (connu && !plusAncienne(connu.rev, rev) && !autres?.includes(connu.rev)) return;
      siens.parId.delete(id);
      siens.parId.set(id, { rev, supprime });
      if (connu) return;
      const parDebut: ParDebut = siens.parType.get(typeDe(id)) ?? new Map();
      siens.parType.set(typeDe(id), parDebut);
      const freres = parDebut.get(debutDe(id));
      if (freres) freres.add(id);
      else parDebut.set(debutDe(id), new Set([id]));
    },
    entre: (base, { debut, fin }) => {
      const trouves: string[] = [];
      for (const parDebut of typesEntre(bases.get(base)?.parType ?? new Map(), debut, fin))
        for (const [d, ids] of parDebut) {
          if (comparerOctets(d, fin) >= 0 || comparerOctets(d, debut.slice(0, d.length)) < 0) continue;
          for (const id of ids) if (comparerOctets(id, debut) >= 0 && comparerOctets(id, fin) < 0) trouves.push(id);
        }
      return trouves;
    },
    alleger: () => {
      for (const [base, { parId }] of bases) {
        let deTrop = parId.size - GARDES;
        for (const id of parId.keys()) {
          if (deTrop-- <= 0) break;
          oublier(base, id);
        }
      }
    },
  };
};
