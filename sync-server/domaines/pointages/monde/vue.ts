import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { ajouterJours, dateParis, debutDuJour, ecartJours } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { devancer } from '../../../store/devancer';
import { plusAncienne } from '../../../store/grappe/revisions';
import type { LigneChangement, Magasin, Stocke } from '../../../store/lire';
import { tientDansLeTas } from '../../../store/tas';
import { type Etendue, plageType, verifier } from '../../../store/types';

/** Dated documents that transitions read by the day. */
type ParType = {
  visite: Visite;
  intervention: Intervention;
  correction: Correction;
  verdict: Verdict;
  pointage: Pointage;
  appel: Appel;
};
export type TypeDate = keyof ParType;

/** By what documents of a day are found without going through all of them. */
export const deLUsager = (id: string): string => `usager ${id}`;
export const deLAide = (id: string): string => `aide ${id}`;
/** Punches that name no usager: their number may. */
export const SANS_USAGER = 'sans usager';
export const CREATIONS = 'creations';
/** What names a created or planned visit, and no punch. */
export const SANS_POINTAGE = 'sans pointage';

const CLES: { readonly [T in TypeDate]?: (d: ParType[T]) => readonly string[] } = {
  visite: (v) => [...new Set(v.versions.map((x) => deLUsager(x.usagerId)))],
  intervention: (i) => [deLUsager(i.usagerId), deLAide(i.intervenantId)],
  pointage: (p) => [p.usagerId === undefined ? SANS_USAGER : deLUsager(p.usagerId)],
  correction: (c) => {
    if (c.nature === 'CREATION') return [CREATIONS];
    return c.cible?.genre === 'POINTAGE' ? [] : [SANS_POINTAGE];
  },
};

type Docs = Map<string, Stocke<object>>;
/** By key, those that have it: one or a few, of which a list weighs far less than a map. */
type Index = Map<string, Stocke<object>[]>;
/** `index`: made when it is first asked for, kept since. */
type Jour = { type: TypeDate; docs: Docs; index?: Index };

const clesDe = (jour: Jour, doc: Stocke<object>): readonly string[] => CLES[jour.type]?.(doc as never) ?? [];

/** `doc` is not in the index yet: a list would hold it twice. */
const ranger = (index: Index, jour: Jour, doc: Stocke<object>): void => {
  for (const cle of clesDe(jour, doc)) {
    // A list that is pushed to keeps room for fifteen more, and most have one or two.
    index.set(cle, [...(index.get(cle) ?? []), doc]);
  }
};

const deranger = (index: Index, jour: Jour, doc: Stocke<object>): void => {
  for (const cle of clesDe(jour, doc)) {
    const restent = index.get(cle)?.filter((d) => d._id !== doc._id) ?? [];
    if (restent.length > 0) index.set(cle, restent);
    else index.delete(cle);
  }
};

const oter = (jour: Jour, id: string): void => {
  const ancien = jour.docs.get(id);
  if (!ancien) return;
  jour.docs.delete(id);
  if (jour.index) deranger(jour.index, jour, ancien);
};

const poser = (jour: Jour, doc: Stocke<object>): void => {
  const ancien = jour.docs.get(doc._id);
  if (jour.index) {
    if (ancien) deranger(jour.index, jour, ancien);
    ranger(jour.index, jour, doc);
  }
  // In place where it was: a day reads in the same order.
  jour.docs.set(doc._id, doc);
};

const indexDe = (jour: Jour): Index => {
  if (jour.index) return jour.index;
  jour.index = new Map();
  for (const doc of jour.docs.values()) ranger(jour.index, jour, doc);
  return jour.index;
};

/** Most documents kept between two rounds, some kilobyte each: a month of the whole service with what is derived from it. */
export const DOCUMENTS_GARDES = tientDansLeTas(1 / 8, 2_048, 80_000);
/** An empty day is kept too, and weighs as a document. */
const poidsDe = (jour: Jour): number => 1 + jour.docs.size;

/** The civil date that an id tells: written in it, or that of the punch's instant. */
export const dateDeId = (id: string): DateCivile => {
  const [type, reste = ''] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
  return type === 'pointage' || type === 'appel'
    ? dateParis(reste.slice(0, 20) as Instant)
    : (reste.slice(0, 10) as DateCivile);
};

const typeDeId = (id: string): string => id.slice(0, id.indexOf(':'));

const etendue = (type: TypeDate, de: DateCivile, a: DateCivile): Etendue =>
  type === 'pointage' || type === 'appel'
    ? { de: debutDuJour(de), avant: debutDuJour(ajouterJours(a, 1)) }
    : { de, avant: ajouterJours(a, 1) };

/** Days asked for at once: as many as transitions treat at a time; a month, and those around it, of what a day has little of. */
const JOURS_D_UNE_LECTURE: Readonly<Record<TypeDate, number>> = {
  visite: 8,
  intervention: 8,
  pointage: 8,
  correction: 36,
  verdict: 36,
  appel: 36,
};

const TYPES = Object.keys(JOURS_D_UNE_LECTURE) as TypeDate[];

/** Contiguous runs of sorted days, at most `max` long: one range read each. */
const suites = (jours: readonly DateCivile[], max: number): [DateCivile, DateCivile][] => {
  const r: [DateCivile, DateCivile][] = [];
  let n = 0;
  for (const j of jours) {
    const derniere = r.at(-1);
    if (derniere && n < max && ajouterJours(derniere[1], 1) === j) {
      derniere[1] = j;
      n++;
    } else {
      r.push([j, j]);
      n = 1;
    }
  }
  return r;
};

export type Vue = {
  /** All documents of a type of those days. */
  lire: <T extends TypeDate>(base: string, type: T, jours: Iterable<DateCivile>) => Promise<Stocke<ParType[T]>[]>;
  /** Those that one of these keys finds: what it takes does not grow with what the days hold. */
  lireDe: <T extends TypeDate>(
    base: string,
    type: T,
    jours: Iterable<DateCivile>,
    cles: readonly string[],
  ) => Promise<Stocke<ParType[T]>[]>;
  /** One of a day that was read before; undefined where it has none of that id. */
  connu: <T extends TypeDate>(base: string, type: T, id: string) => Stocke<ParType[T]> | undefined;
  /** Tells what the change feed said: what is kept of those documents is read again. */
  changes: (base: string, lignes: readonly LigneChangement[]) => Promise<void>;
  /** Tells what was just written (or, without document, deleted). */
  ecrit: (base: string, id: string, doc: Stocke<object> | undefined) => void;
  /** Forgets a day that proved stale. */
  oublier: (base: string, id: string) => void;
  /** Forgets all that is kept of some days. */
  oublierJours: (base: string, jours: Iterable<DateCivile>) => void;
  /** Keeps memory bounded, between two rounds. */
  alleger: () => void;
};

/**
 * Days of documents kept in memory, so that one punch does not read five days again. Fed by the change feed and by our own
 * writes; a write on something stale ends in a conflict, which makes the day be read again.
 */
export const creerVue = (m: Magasin): Vue => {
  const jours = new Map<string, Jour>();
  /** No more documents than that are kept: they are counted only where that is too many. */
  let auPlus = 0;
  const cle = (base: string, type: string, jour: DateCivile): string => `${base} ${type} ${jour}`;
  const jourDe = (base: string, id: string): Jour | undefined => jours.get(cle(base, typeDeId(id), dateDeId(id)));

  const charger = async (base: string, type: TypeDate, manquants: readonly DateCivile[]): Promise<void> => {
    const plages = suites([...manquants].sort(), JOURS_D_UNE_LECTURE[type]);
    // The store reads the next days while these are looked at.
    for await (const [[de, a], lus] of devancer(plages, ([x, y]) =>
      plageType(m, type, { base }, etendue(type, x, y)),
    )) {
      for (let j = de; j <= a; j = ajouterJours(j, 1)) jours.set(cle(base, type, j), { type, docs: new Map() });
      for (const doc of lus) jourDe(base, doc._id)?.docs.set(doc._id, doc);
      auPlus += lus.length + ecartJours(de, a) + 1;
    }
  };

  const lus = async (base: string, type: TypeDate, voulus: Iterable<DateCivile>): Promise<Jour[]> => {
    const trouves: Jour[] = [];
    const manquants: DateCivile[] = [];
    const liste = new Set(voulus);
    for (const j of liste) {
      const k = cle(base, type, j);
      const jour = jours.get(k);
      if (!jour) {
        manquants.push(j);
        continue;
      }
      // Last used, last forgotten.
      jours.delete(k);
      jours.set(k, jour);
      trouves.push(jour);
    }
    if (manquants.length === 0) return trouves;
    await charger(base, type, manquants);
    return [...liste].flatMap((j) => jours.get(cle(base, type, j)) ?? []);
  };

  return {
    lire: async (base, type, voulus) =>
      (await lus(base, type, voulus)).flatMap((jour) => [...jour.docs.values()] as never[]),
    lireDe: async (base, type, voulus, cles) =>
      (await lus(base, type, voulus)).flatMap((jour) => {
        const index = indexDe(jour);
        // One that two keys find is given once.
        const siens = new Map(cles.flatMap((c) => index.get(c)?.map((d) => [d._id, d] as const) ?? []));
        return [...siens.values()] as never[];
      }),
    connu: (base, type, id) => {
      const jour = jourDe(base, id);
      return jour?.type === type ? (jour.docs.get(id) as never) : undefined;
    },
    changes: async (base, lignes) => {
      const perimees = lignes.filter((l) => {
        const jour = jourDe(base, l.id);
        const connue = jour?.docs.get(l.id)?._rev;
        // A copy that lags tells what was before: what is kept is more recent.
        if (!jour || connue === l.rev || (connue !== undefined && !plusAncienne(connue, l.rev))) return false;
        if (l.supprime) oter(jour, l.id);
        return !l.supprime;
      });
      for (let i = 0; i < perimees.length; i += 2_000) {
        const ids = perimees.slice(i, i + 2_000).map((l) => l.id);
        for (const { id, rev, supprime, doc } of await m.parCles(base, ids, 'avec')) {
          const jour = jourDe(base, id);
          if (!jour) continue;
          const connue = jour.docs.get(id)?._rev;
          // Not there is not deleted: it was named, and will be.
          if (rev === undefined || (connue !== undefined && plusAncienne(rev, connue))) continue;
          const type = TYPES.find((t) => t === typeDeId(id));
          const lu = supprime || type === undefined ? undefined : verifier(m, base, type, doc);
          if (lu) poser(jour, lu);
          else oter(jour, id);
          auPlus += 1;
        }
      }
    },
    ecrit: (base, id, doc) => {
      const jour = jourDe(base, id);
      if (!jour) return;
      if (doc) poser(jour, doc);
      else oter(jour, id);
      auPlus += 1;
    },
    oublier: (base, id) => {
      jours.delete(cle(base, typeDeId(id), dateDeId(id)));
    },
    oublierJours: (base, voulus) => {
      for (const j of voulus) for (const type of TYPES) jours.delete(cle(base, type, j));
    },
    alleger: () => {
      if (auPlus <= DOCUMENTS_GARDES) return;
      auPlus = 0;
      for (const jour of jours.values()) auPlus += poidsDe(jour);
      for (const [k, jour] of jours) {
        if (auPlus <= DOCUMENTS_GARDES) return;
        jours.delete(k);
        auPlus -= poidsDe(jour);
      }
    },
  };
};
