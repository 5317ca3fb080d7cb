'use client';

import { type ReactNode, useSyncExternalStore } from 'react';
import type { Remplie } from '../../../_donnees/base/remplies';
import { type EtatDepot, estVide } from '../../../_donnees/depot/etat-depot';
import { usePoste, useSync } from '../../../_donnees/lecture/hooks';
import type { Liaison } from '../../../_donnees/replication/etat-sync';
import { ECRANS } from '../../../_ui/ecrans';

/** Screens that show nothing of what this PC keeps. */
const AUTRES = ECRANS.filter((e) => e.sansPoste).map((e) => e.href);

const QUAND: Partial<Record<Liaison, string>> = {
  HORS_LIGNE: 'le serveur répondra',
  SESSION_FINIE: 'vous serez reconnecté',
};

/** Visits or names that were lost, and that the server has not sent again: the screens would say that there are none. */
const sansVisites = (e: EtatDepot, aRelire: readonly Remplie[]): boolean =>
  estVide(e) ||
  (aRelire.includes('jours') && e.jours.size === 0) ||
  (aRelire.includes('dossiers') && e.usagers.size === 0);

/**
 * A PC whose database was damaged or cleared holds nothing before the server has answered: « aucune visite » would be false, and
 * the screens give way to the sentence that says so.
 */
export const SansDonnees = ({ chemin, children }: { chemin: string; children: ReactNode }) => {
  const { depot, constat } = usePoste();
  const { liaison, disquePlein = false } = useSync();
  const vide = useSyncExternalStore(
    depot.abonner,
    () => sansVisites(depot.lire(), constat.aRelire),
    () => false,
  );
  const separe = liaison === 'HORS_LIGNE' || liaison === 'SESSION_FINIE' || disquePlein;
  if (!vide || !separe || AUTRES.some((a) => `${chemin}/`.startsWith(a))) return children;
  return (
    <section className="vide" data-testid="sans-donnees">
      <h1>Ce poste n’a rien à montrer</h1>
      <p>
        Ses données ont été effacées ou abîmées, ou n’ont pas encore été lues. Elles reviendront d’elles-mêmes dès que{' '}
        {QUAND[liaison] ?? 'son disque, qui est plein, aura de la place'} ; ce qui attend d’être envoyé est compté en
        haut de l’écran, et partira avec.
      </p>
    </section>
  );
};
