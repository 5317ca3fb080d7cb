'use client';

import { useState } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { usePoste } from '../../_donnees/lecture/hooks';
import type { Poste } from '../../_donnees/poste/poste';
import { type Acte, annulable, retenirPourAnnuler } from '../../_ui/actes/actes';
import { avecAnnuler, DELAI_ANNULATION_MS } from '../../_ui/actes/avec-annuler';
import { signer } from '../../_ui/actes/enregistrer';
import { GESTE_NON_GARDE } from '../../_ui/champs/non-garde';
import { notifications } from '../../_ui/notifications';
import { composerAcquittement, vuesDe } from './vues';

export type Marquer = (ids: readonly string[], annule?: boolean) => Promise<void>;

const ID = 'alertes-vues';

const annoncer = (poste: Poste, n: number, acte: Acte | undefined): void => {
  const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
  notifications.hide(ID);
  notifications.show({
    id: ID,
    color: enLigne ? 'green' : 'yellow',
    title: `${acte ? 'Marqué comme vu' : 'Remis à voir'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
    ...(acte
      ? {
          autoClose: DELAI_ANNULATION_MS,
          message: avecAnnuler(
            `${pluriel(n, 'alerte vue', 'alertes vues')}, pour toute l’antenne.`,
            ID,
            annulable(poste, acte),
          ),
        }
      : { message: `${pluriel(n, 'alerte')} de nouveau à voir, pour toute l’antenne.` }),
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
  if (annule) annoncer(poste, neuves.length, undefined);
  else {
    const marquees = neuves.map((a) => a._id);
    const acte: Acte = {
      id: premiere._id,
      dit: pluriel(neuves.length, 'alerte marquée comme vue', 'alertes marquées comme vues'),
      defaire: () => ecrireVues(poste, marquees, true),
    };
    retenirPourAnnuler(poste, acte);
    annoncer(poste, neuves.length, acte);
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
