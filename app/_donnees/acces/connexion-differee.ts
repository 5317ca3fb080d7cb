import { EchecHttp } from '../serveur/api';

export type Tapee = { identifiant: string; motDePasse: string };

/** What keeps trying, and whether what it would open is still wanted once the server has answered. */
type Connecter = (t: Tapee, encoreVoulu: () => boolean) => Promise<void>;

export type ConnexionDifferee = {
  /** What was typed to unlock; undefined: a code of this PC, of which the server knows nothing. */
  retenir: (t: Tapee | undefined) => void;
  oublier: () => void;
  /** A sign-out, here or in another tab: an attempt that it overtakes opens nothing. */
  noterDepart: () => void;
  /** The session is over: signs in with what was typed. A silent server keeps it for its return; a password refused is forgotten. */
  tenter: () => Promise<void>;
};

/**
 * Unlocking offline is a sign-in put off: the password typed stays in this page's memory until the server has answered, so
 * that what was typed leaves by itself on return, even where the session has ended meanwhile.
 */
export const creerConnexionDifferee = (connecter: Connecter): ConnexionDifferee => {
  let tapee: Tapee | undefined;
  let departs = 0;
  return {
    retenir: (t) => {
      tapee = t;
    },
    oublier: () => {
      tapee = undefined;
    },
    noterDepart: () => {
      departs += 1;
    },
    tenter: async () => {
      const essayee = tapee;
      tapee = undefined;
      if (!essayee) return;
      const avant = departs;
      const encoreVoulu = (): boolean => departs === avant;
      try {
        await connecter(essayee, encoreVoulu);
      } catch (e) {
        // A wrong password is said by the banner that asks for it.
        if (encoreVoulu() && (!(e instanceof EchecHttp) || e.statut !== 401)) tapee = essayee;
      }
    },
  };
};
