import type { Logger } from 'pino';
import type { MemoireAppel } from '../journal/entree';

/** Ended calls that are still known again if they are received twice [PT-6], and those whose answers are kept word for word. */
const FINIS_MAX = 5000;
const FINIS_AVEC_REPONSES = 500;
const EN_COURS_MAX = 20_000;

export type AppelConnu = {
  memoire: MemoireAppel | undefined;
  /** Answers already given, by request. */
  reponses: Map<string, string>;
  /** The requests of one call are taken one after the other. */
  tour: Promise<unknown>;
};

export type Memoire = {
  obtenir: (appelId: string) => AppelConnu;
  terminer: (appelId: string) => void;
  /** Calls not ended, last heard of before that instant. */
  oublies: (avant: string) => string[];
  enCours: () => number;
  instantane: () => MemoireAppel[];
};

/** The calls that this worker knows; bounded, so that its heap does not grow with the number of calls. */
export const memoireAppels = (repris: readonly MemoireAppel[], log: Logger): Memoire => {
  const enCours = new Map<string, AppelConnu>();
  const finis = new Map<string, AppelConnu>();
  const sansReponses: string[] = [];
  const nouveau = (memoire: MemoireAppel | undefined): AppelConnu => ({
    memoire,
    reponses: new Map(),
    tour: Promise.resolve(),
  });

  const ranger = (appelId: string, appel: AppelConnu): void => {
    finis.set(appelId, appel);
    sansReponses.push(appelId);
    if (sansReponses.length > FINIS_AVEC_REPONSES) finis.get(sansReponses.shift() ?? '')?.reponses.clear();
    if (finis.size > FINIS_MAX) {
      const [premier] = finis.keys();
      if (premier !== undefined) finis.delete(premier);
    }
  };

  for (const m of repris) {
    if (m.fini) ranger(m.etat.appelId, nouveau(m));
    else enCours.set(m.etat.appelId, nouveau(m));
  }

  return {
    obtenir: (appelId) => {
      const connu = enCours.get(appelId) ?? finis.get(appelId);
      if (connu) return connu;
      const appel = nouveau(undefined);
      enCours.set(appelId, appel);
      if (enCours.size > EN_COURS_MAX) {
        const [premier] = enCours.keys();
        if (premier !== undefined) enCours.delete(premier);
        log.error({ alerte: 'TROP_D_APPELS' }, 'trop d’appels en cours');
      }
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
    enCours: () => enCours.size,
    instantane: () => [...finis.values(), ...enCours.values()].flatMap((a) => a.memoire ?? []),
  };
};
