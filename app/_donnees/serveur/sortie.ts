import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';

type Ports = {
  /** Whether this PC has left a session that the server still holds open; outlives the page, and names nobody. */
  garder: (due: boolean) => void;
  gardee: () => boolean;
  /** Closes the session at the server, or learns that it is over; where to go next. Throws where it may still be open. */
  fermer: () => Promise<string | undefined>;
  /** One at a time among all tabs: they share the session, and a close that lingers must not close the next one. */
  seul: (travail: () => Promise<string | undefined>) => Promise<string | undefined>;
  /** Leaves for an address: that of the identity provider, to leave it too. */
  quitter: (suite: string) => void;
};

type Sortie = {
  /** Someone has left, and the server has not been told yet: as this page knows it, for the screens. */
  due: ValeurSuivie<boolean>;
  /** The same, as all tabs know it. */
  estDue: () => boolean;
  /** Leaves; where to go next. A server that is silent is told at the next contact. */
  sortir: () => Promise<string | undefined>;
  /** Closes what was left open. Throws where that cannot be: nothing else is to be asked of the server before. */
  solder: () => Promise<void>;
};

/**
 * Signing out during a cut: the cookie, that no script can remove, would let the next person in as who has left. It is closed
 * before anything else is asked.
 */
export const creerSortie = (p: Ports): Sortie => {
  const due = valeurSuivie(p.gardee());
  const noter = (d: boolean): void => {
    p.garder(d);
    due.changer(() => d);
  };
  const fermer = (): Promise<string | undefined> =>
    p.seul(async () => {
      // Another tab may have done it meanwhile.
      if (!p.gardee()) {
        due.changer(() => false);
        return undefined;
      }
      const suite = await p.fermer();
      noter(false);
      return suite;
    });
  return {
    due,
    estDue: p.gardee,
    sortir: async () => {
      // First: a page that is closed meanwhile has left all the same.
      noter(true);
      return fermer().catch(() => undefined);
    },
    solder: async () => {
      if (!p.gardee()) {
        due.changer(() => false);
        return;
      }
      due.changer(() => true);
      const suite = await fermer();
      if (suite !== undefined) p.quitter(suite);
    },
  };
};
