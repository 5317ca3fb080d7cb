import type { Refus } from '#shared/contrats/commun';

/** `REPOS`: nothing is asked. `EN_COURS`: an answer is awaited. Then what the last answer was. */
export type EtapeLecture = 'REPOS' | 'EN_COURS' | 'LUE' | 'ECHEC';

export type EtatLecture<T> = {
  etape: EtapeLecture;
  /** What is read: its domain and arguments, as one text. */
  cle: string | undefined;
  /** What asks for it again where it changes, without being another reading. */
  tour: string;
  /** Number of the request that is awaited, or was the last: an answer that bears another is late. */
  demande: number;
  /** What was read under this key, and stays while it is read again. */
  valeur: T | undefined;
  /** Why the last answer of this key was none; it stays until another one comes. */
  echec: Refus | undefined;
  /** The last that was read, under whichever key: for a screen that keeps it, and says of what it is. */
  derniere: { cle: string; valeur: T } | undefined;
};

export type EvenementLecture<T> =
  | { type: 'CLE'; cle: string | undefined; tour: string }
  /** Asked for by the person, or after something was written. */
  | { type: 'ENCORE' }
  /** The link was lost or is back; `toujours`: not only after a failure. */
  | { type: 'RETOUR'; toujours: boolean }
  | { type: 'LUE'; demande: number; valeur: T }
  | { type: 'ECHOUEE'; demande: number; echec: Refus };

export type EffetLecture = { type: 'DEMANDER' | 'ABANDONNER'; demande: number };
export type TransitionLecture<T> = { etat: EtatLecture<T>; effets: readonly EffetLecture[] };

export const auRepos = <T>(): EtatLecture<T> => ({
  etape: 'REPOS',
  cle: undefined,
  tour: '',
  demande: 0,
  valeur: undefined,
  echec: undefined,
  derniere: undefined,
});

const RIEN: readonly EffetLecture[] = [];

/** The request that is awaited, if there is one, is nobody's any more. */
const abandonner = <T>({ etape, demande }: EtatLecture<T>): readonly EffetLecture[] =>
  etape === 'EN_COURS' ? [{ type: 'ABANDONNER', demande }] : RIEN;

const demander = <T>(avant: EtatLecture<T>, etat: EtatLecture<T>): TransitionLecture<T> => {
  const demande = avant.demande + 1;
  return {
    etat: { ...etat, etape: 'EN_COURS', demande },
    effets: [...abandonner(avant), { type: 'DEMANDER', demande }],
  };
};

const surCle = <T>(e: EtatLecture<T>, cle: string | undefined, tour: string): TransitionLecture<T> => {
  if (cle === undefined)
    return { etat: { ...auRepos<T>(), demande: e.demande, derniere: e.derniere }, effets: abandonner(e) };
  if (cle !== e.cle) return demander(e, { ...e, cle, tour, valeur: undefined, echec: undefined });
  return tour === e.tour ? { etat: e, effets: RIEN } : demander(e, { ...e, tour });
};

/**
 * One step of a reading. A key that is asked twice is one request; another key leaves nothing of the former on the screen, and its
 * answer, late, is dropped; a failure is a state, from which only a new request leads.
 */
export const avancer = <T>(e: EtatLecture<T>, ev: EvenementLecture<T>): TransitionLecture<T> => {
  switch (ev.type) {
    case 'CLE':
      return surCle(e, ev.cle, ev.tour);
    case 'ENCORE':
      // What is awaited was asked before: of what has changed since, it would say nothing.
      return e.etape === 'REPOS' ? { etat: e, effets: RIEN } : demander(e, e);
    case 'RETOUR':
      if (e.etape === 'REPOS' || !(ev.toujours || e.etape === 'ECHEC')) return { etat: e, effets: RIEN };
      return demander(e, e);
    case 'LUE': {
      if (e.etape !== 'EN_COURS' || e.cle === undefined || ev.demande !== e.demande) return { etat: e, effets: RIEN };
      const { valeur } = ev;
      const derniere = { cle: e.cle, valeur };
      return { etat: { ...e, etape: 'LUE', valeur, echec: undefined, derniere }, effets: RIEN };
    }
    case 'ECHOUEE':
      if (e.etape !== 'EN_COURS' || ev.demande !== e.demande) return { etat: e, effets: RIEN };
      return { etat: { ...e, etape: 'ECHEC', echec: ev.echec }, effets: RIEN };
  }
};

/** What a screen shows that asks for `cle`; of another key, only that something is on its way. */
export const vue = <T>(e: EtatLecture<T>, cle: string | undefined) => {
  const sienne = e.cle === cle ? e : undefined;
  return {
    valeur: sienne?.valeur,
    echec: sienne?.echec?.message,
    code: sienne?.echec?.code,
    enCours: cle !== undefined && (sienne === undefined || sienne.etape === 'EN_COURS'),
    /** The last that was read, of this key or of another. */
    derniere: e.derniere?.valeur,
  };
};
