import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { ajouterJours, dateParis, debutDuJour } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
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

type Jour = Map<string, Stocke<object>>;

/** Most documents kept between two rounds, some kilobyte each: a month of the whole service with what is derived from it. */
export const DOCUMENTS_GARDES = tientDansLeTas(1 / 8, 2_048, 80_000);
/** An empty day is kept too, and weighs as a document. */
const poidsDe = (jour: Jour): number => 1 + jour.size;

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
  const cle = (base: string, type: string, jour: DateCivile): string => `${base} ${type} ${jour}`;
  const jourDe = (base: string, id: string): Jour | undefined => jours.get(cle(base, typeDeId(id), dateDeId(id)));

  const charger = async (base: string, type: TypeDate, manquants: readonly DateCivile[]): Promise<void> => {
    for (const [de, a] of suites([...manquants].sort(), JOURS_D_UNE_LECTURE[type])) {
      const lus = await plageType(m, type, { base }, etendue(type, de, a));
      for (let j = de; j <= a; j = ajouterJours(j, 1)) jours.set(cle(base, type, j), new Map());
      for (const doc of lus) jourDe(base, doc._id)?.set(doc._id, doc);
    }
  };

  return {
    lire: async (base, type, voulus) => {
      const liste = [...new Set(voulus)];
      const manquants = liste.filter((j) => !jours.has(cle(base, type, j)));
      await charger(base, type, manquants);
      return liste.flatMap((j) => {
        const k = cle(base, type, j);
        const docs = jours.get(k);
        if (!docs) return [];
        // Last used, last forgotten.
        jours.delete(k);
        jours.set(k, docs);
        return [...docs.values()] as never[];
      });
    },
    changes: async (base, lignes) => {
      const perimees = lignes.filter((l) => {
        const jour = jourDe(base, l.id);
        const connue = jour?.get(l.id)?._rev;
        // A copy that lags tells what was before: what is kept is more recent.
        if (!jour || connue === l.rev || (connue !== undefined && !plusAncienne(connue, l.rev))) return false;
        if (l.supprime) jour.delete(l.id);
        return !l.supprime;
      });
      for (let i = 0; i < perimees.length; i += 2_000) {
        const ids = perimees.slice(i, i + 2_000).map((l) => l.id);
        for (const { id, rev, supprime, doc } of await m.parCles(base, ids, 'avec')) {
          const jour = jourDe(base, id);
          const connue = jour?.get(id)?._rev;
          // Not there is not deleted: it was named, and will be.
          if (rev === undefined || (connue !== undefined && plusAncienne(rev, connue))) continue;
          const type = TYPES.find((t) => t === typeDeId(id));
          const lu = supprime || type === undefined ? undefined : verifier(m, base, type, doc);
          if (lu) jour?.set(id, lu);
          else jour?.delete(id);
        }
      }
    },
    ecrit: (base, id, doc) => {
      if (doc) jourDe(base, id)?.set(id, doc);
      else jourDe(base, id)?.delete(id);
    },
    oublier: (base, id) => {
      jours.delete(cle(base, typeDeId(id), dateDeId(id)));
    },
    oublierJours: (base, voulus) => {
      for (const j of voulus) for (const type of TYPES) jours.delete(cle(base, type, j));
    },
    alleger: () => {
      let documents = 0;
      for (const docs of jours.values()) documents += poidsDe(docs);
      for (const [k, docs] of jours) {
        if (documents <= DOCUMENTS_GARDES) return;
        jours.delete(k);
        documents -= poidsDe(docs);
      }
    },
  };
};
