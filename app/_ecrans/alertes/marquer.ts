'use client';

import { useState } from 'react';
import { pluriel } from '#shared/libelles/formats';
import { usePoste } from '../../_donnees/lecture/hooks';
import type { Poste } from '../../_donnees/poste/poste';
import { retenirPourAnnuler } from '../../_ui/actes/actes';
import { signer } from '../../_ui/actes/enregistrer';
import { GESTE_NON_GARDE } from '../../_ui/champs/non-garde';
import { notifications } from '../../_ui/notifications';
import { composerAcquittement, vuesDe } from './vues';

export type Marquer = (ids: readonly string[], annule?: boolean) => Promise<void>;

const annoncer = (poste: Poste, n: number, annule: boolean): void => {
  const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
  notifications.show({
    color: enLigne ? 'green' : 'yellow',
    title: `${annule ? 'Remis à voir' : 'Marqué comme vu'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
    message: annule
      ? `${pluriel(n, 'alerte')} de nouveau à voir, pour toute l’antenne.`
      : `${pluriel(n, 'alerte vue', 'alertes vues')}, pour toute l’antenne. Ctrl Z l’annule.`,
  });
};

/** Those that still wait for it; they are announced, and Ctrl Z takes them back. Throws where the disk refuses. */
const ecrireVues = async (poste: Poste, ids: readonly string[], annule: boolean): Promise<boolean> => {
  const etat = poste.depot.lire();
  const vues = vuesDe(etat);
  const neuves = ids.flatMap((id) => {
    const a = etat.alertes.get(id);
    return a && (vues(a) !== undefined) === annule ? [a] : [];
  });
  const [premiere] = neuves;
  if (!premiere) return false;
  await poste.enregistrer(neuves.map((a) => composerAcquittement(a, signer(poste), annule)));
  annoncer(poste, neuves.length, annule);
  if (!annule) {
    const marquees = neuves.map((a) => a._id);
    retenirPourAnnuler(poste, {
      id: premiere._id,
      defaire: () =>
        ecrireVues(poste, marquees, true).catch(() => {
          notifications.show({
            color: 'red',
            autoClose: false,
            title: 'Rien n’a été annulé',
            message: GESTE_NON_GARDE,
          });
          return true;
        }),
    });
  }
  return true;
};

/** Marks alerts as seen, for everyone; `annule`: to be seen again. `apres`: once it is kept. */
export const useMarquer = (apres?: () => void): { marquer: Marquer; erreur: string | undefined } => {
  const poste = usePoste();
  const [erreur, setErreur] = useState<string>();
  const marquer: Marquer = (ids, annule = false) =>
    ecrireVues(poste, ids, annule).then(
      (fait) => {
        setErreur(undefined);
        if (fait) apres?.();
      },
      () => setErreur(GESTE_NON_GARDE),
    );
  return { marquer, erreur };
};
