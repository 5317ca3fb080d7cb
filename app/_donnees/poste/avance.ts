import { enFile } from '../../_commun/enchainer';
import { quandLibre } from '../base/libre';
import type { BaseLue } from '../depot/base-saine';

// While the password is typed, then checked, or the session is asked for, the processor waits: what the PC holds is opened and read
// meanwhile, sealed. Nothing can be read of it before the key is there, and once none can come it is closed.

/** Typing takes less: what no one opens is closed, for an open base that changes elsewhere, or is cleared, is no longer what was read. */
export const DELAI_MS = 60_000;

/** What of a base that was opened ahead is needed to close it. */
type Ouverte = { base: { close: () => Promise<unknown> }; finir: () => unknown };

type Ports<B extends Ouverte> = {
  /** Opens a base and reads it, sealed. */
  ouvrir: (nom: string) => Promise<B>;
  /** The form that asks for the password is drawn first. */
  apresAffichage: () => Promise<void>;
  apres: (ms: number, f: () => void) => void;
};

type Avance<B> = {
  /** Closes what was opened ahead: an open base would hold back the deletion of what a wipe deletes. */
  abandonner: () => Promise<void>;
  /**
   * Opens a base and reads it, for a minute, unless that is done already. One that fails is opened again by who wants it.
   * `formulaire`: it is asked for by a form that is still to be drawn.
   */
  prendre: (nom: string, options: { formulaire: boolean }) => void;
  /** What was opened ahead, where it is that base: whoever takes it closes it. */
  reprendre: (nom: string) => Promise<B> | undefined;
};

const fermer = async (lue: Promise<Ouverte>): Promise<void> => {
  // One that could not be opened, or is gone already, holds nothing back.
  await lue
    .then(({ base, finir }) => {
      finir();
      return base.close();
    })
    .catch(() => undefined);
};

export const creerAvance = <B extends Ouverte>(p: Ports<B>): Avance<B> => {
  let avance: { nom: string; lue: Promise<B> } | undefined;
  const fermetures = enFile();

  const abandonner = (): Promise<void> => {
    const a = avance;
    avance = undefined;
    return fermetures(() => (a ? fermer(a.lue) : undefined));
  };

  return {
    abandonner,
    prendre: (nom, { formulaire }) => {
      if (avance?.nom === nom) return;
      const lue = abandonner()
        .then(formulaire ? p.apresAffichage : undefined)
        .then(() => p.ouvrir(nom));
      avance = { nom, lue };
      const siEncore = (f: () => void) => (): void => {
        if (avance?.lue === lue) f();
      };
      p.apres(
        DELAI_MS,
        siEncore(() => void abandonner()),
      );
      lue.catch(
        siEncore(() => {
          avance = undefined;
        }),
      );
    },
    reprendre: (nom) => {
      const a = avance;
      if (a?.nom !== nom) {
        void abandonner();
        return undefined;
      }
      avance = undefined;
      return a.lue;
    },
  };
};

const avance = creerAvance<BaseLue>({
  // By the way that opens a PC: another would put the local base in a second file of scripts.
  ouvrir: async (nom) => (await import('./poste')).ouvrirEtLire(nom),
  apresAffichage: () => new Promise((suite) => quandLibre(suite, 200)),
  apres: (ms, f) => void setTimeout(f, ms),
});
export const { abandonner: abandonnerAvance, prendre: prendreDeLAvance, reprendre: reprendreAvance } = avance;
