import type { Logger } from 'pino';
import type { Appel } from '#shared/contrats/pointages/pointage';
import type { MemoireAppel } from '../journal/entree';

/**
 * Ended calls that are still known again if they are received twice, and those whose answers are kept word for word. For
 * an older one nothing is lost [PT-6]: its ids are the same again, and CouchDB has them.
 */
const FINIS_MAX = 2000;
const FINIS_AVEC_REPONSES = 500;
const EN_COURS_MAX = 20_000;

export type AppelConnu = {
  memoire: MemoireAppel | undefined;
  /** Answers already given, by request. */
  reponses: Map<string, string>;
  /** What concerns one call is done one after the other. */
  tour: Promise<unknown>;
};

export type Retenu = { appel: AppelConnu; echec: Appel };

export type Memoire = {
  obtenir: (appelId: string) => AppelConnu;
  terminer: (appelId: string) => void;
  /** Calls not ended, last heard of before that instant. */
  oublies: (avant: string) => string[];
  /** Failed calls held back, oldest first. */
  retenus: () => Retenu[];
  enCours: () => number;
  instantane: () => MemoireAppel[];
};

/** Does something once all that was asked before for this call is done. */
export const aSonTour = <T>(appel: AppelConnu, faire: () => Promise<T>): Promise<T> => {
  const travail = appel.tour.then(faire);
  appel.tour = travail.catch(() => undefined);
  return travail;
};

/**
 * The calls that this worker knows; bounded, so that its heap does not grow with the number of calls. Only the calls
 * whose failure is held back are all kept: that is owed to their antennas, and CouchDB ends it.
 */
export const memoireAppels = (repris: readonly MemoireAppel[], log: Logger): Memoire => {
  const enCours = new Map<string, AppelConnu>();
  const finis = new Map<string, AppelConnu>();
  const reserve = new Map<string, AppelConnu>();
  const sansReponses: string[] = [];
  const nouveau = (memoire: MemoireAppel | undefined): AppelConnu => ({
    memoire,
    reponses: new Map(),
    tour: Promise.resolve(),
  });

  /** Forgets the oldest ones beyond `max`. */
  const borner = (appels: Map<string, AppelConnu>, max: number): boolean => {
    const [premier] = appels;
    if (appels.size <= max || !premier) return false;
    const [id, appel] = premier;
    appels.delete(id);
    if (appel.memoire?.retenu) reserve.set(id, appel);
    return true;
  };

  const ranger = (appelId: string, appel: AppelConnu): void => {
    finis.set(appelId, appel);
    sansReponses.push(appelId);
    if (sansReponses.length > FINIS_AVEC_REPONSES) finis.get(sansReponses.shift() ?? '')?.reponses.clear();
    borner(finis, FINIS_MAX);
  };

  for (const m of repris) {
    if (m.fini) ranger(m.etat.appelId, nouveau(m));
    else enCours.set(m.etat.appelId, nouveau(m));
  }

  return {
    obtenir: (appelId) => {
      const connu = enCours.get(appelId) ?? finis.get(appelId) ?? reserve.get(appelId);
      if (connu) return connu;
      const appel = nouveau(undefined);
      enCours.set(appelId, appel);
      if (borner(enCours, EN_COURS_MAX)) log.error({ alerte: 'TROP_D_APPELS' }, 'trop d’appels en cours');
      return appel;
    },
    terminer: (appelId) => {
      const appel = enCours.get(appelId);
      if (!appel) return;
      enCours.delete(appelId);
      ranger(appelId, appel);
    },
    oublies: (avant) =>
      [...enCours].flatMap(([id, a]) => (a.memoire === undefined || a.memoire.vuLe < avant ? [id] : [])),
    retenus: () => {
      for (const [id, appel] of reserve) if (!appel.memoire?.retenu) reserve.delete(id);
      return [...reserve.values(), ...finis.values(), ...enCours.values()].flatMap((appel) => {
        const echec = appel.memoire?.retenu;
        return echec ? [{ appel, echec }] : [];
      });
    },
    enCours: () => enCours.size,
    instantane: () => [...reserve.values(), ...finis.values(), ...enCours.values()].flatMap((a) => a.memoire ?? []),
  };
};
