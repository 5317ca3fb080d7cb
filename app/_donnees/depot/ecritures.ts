import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';

// Sent by its form and not on the disk yet: neither a draft any more, nor counted among what waits. Who signs out meanwhile would
// lose it without having been told.

const enCours = valeurSuivie(0);

/** How many writings are under way, or wait for their turn. */
export const ecritures: Pick<ValeurSuivie<number>, 'lire' | 'abonner'> = enCours;

/** Counts it until what the disk refused has been given back to its form. */
export const pendantEcriture = <T>(ecriture: Promise<T>): Promise<T> => {
  enCours.changer((n) => n + 1);
  const finir = (): void => {
    setTimeout(() => enCours.changer((n) => n - 1));
  };
  ecriture.then(finir, finir);
  return ecriture;
};
