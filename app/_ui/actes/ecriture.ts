'use client';

import { useSyncExternalStore } from 'react';
import type { Correction } from '#shared/contrats/corrections/correction';
import { enFile } from '../../_commun/enchainer';
import { valeurSuivie } from '../../_commun/valeur-suivie';
import { pendantEcriture } from '../../_donnees/depot/ecritures';
import type { Poste } from '../../_donnees/poste/poste';

// A correction takes the disk 30 to 100 ms, in which a quick typist is at the next visit. It is therefore written behind her,
// in the order typed: nothing says that it is kept before it is on the disk [CO-6].

/** Visits of which a correction is being written. */
const enCours = valeurSuivie<ReadonlySet<string>>(new Set());

export const estEnEcriture = (ligne: string): boolean => enCours.lire().has(ligne);
export const useEnEcriture = (ligne: string): boolean =>
  useSyncExternalStore(
    enCours.abonner,
    () => enCours.lire().has(ligne),
    () => false,
  );

const file = enFile();

/** Writes all of them or none, after what was typed before. `lignes`: ids of the visits that they are about. */
export const ecrire = (
  poste: Pick<Poste, 'enregistrer'>,
  corrections: readonly Correction[],
  lignes: readonly string[],
): Promise<void> => {
  enCours.changer((avant) => new Set([...avant, ...lignes]));
  const ecriture = pendantEcriture(file(() => poste.enregistrer(corrections)));
  const finir = (): void => enCours.changer((avant) => new Set([...avant].filter((l) => !lignes.includes(l))));
  ecriture.then(finir, finir);
  return ecriture;
};

/** Once all that was typed so far is on the disk, or was refused by it. */
export const apresEcritures = (): Promise<unknown> => file(() => undefined);
