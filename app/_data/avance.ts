import type { BaseLue } from './base-saine';

// While the password is checked, for a tenth of a second and more, the processor waits: what the PC holds is opened and read
// meanwhile, sealed. Nothing can be read of it before the key is there, and where none comes it is closed.

type Avance = { nom: string; lue: Promise<BaseLue> };
let avance: Avance | undefined;
let fermeture: Promise<void> = Promise.resolve();

const fermer = async ({ lue }: Avance): Promise<void> => {
  // One that could not be opened, or is gone already, holds nothing back.
  await lue
    .then(({ base, finir }) => {
      finir();
      return base.close();
    })
    .catch(() => undefined);
};

/** Closes what was opened ahead: an open base would hold back the deletion of what a wipe deletes. */
export const abandonnerAvance = (): Promise<void> => {
  const a = avance;
  avance = undefined;
  if (a) fermeture = fermeture.then(() => fermer(a));
  return fermeture;
};

export const prendreDeLAvance = (nom: string): void => {
  const lue = abandonnerAvance()
    // By the way that opens a PC: another would put the local base in a second file of scripts.
    .then(() => import('./poste'))
    .then(({ ouvrirEtLire }) => ouvrirEtLire(nom));
  // It is awaited once the key is there: until then, a failure is nobody's.
  lue.catch(() => undefined);
  avance = { nom, lue };
};

/** What was opened ahead, where it is that base: whoever takes it closes it. */
export const reprendreAvance = (nom: string): Promise<BaseLue> | undefined => {
  const a = avance;
  if (a?.nom !== nom) {
    void abandonnerAvance();
    return undefined;
  }
  avance = undefined;
  return a.lue;
};
