'use client';

import { useCallback, useMemo } from 'react';
import type { Fiche } from '#shared/contrats/pointages/fiche';
import { jugerFiche } from '#shared/domain/fiche/juger';
import type { DateCivile, Instant } from '#shared/temps/types';
import { maintenant } from '../../../_donnees/base/horloge';
import { contexteDe } from '../../../_donnees/depot/lignes';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { signer } from '../../../_ui/actes/enregistrer';
import { avertir } from './avertir';
import { champDuRefus, composerFiche, type ErreursFiche, type Heures, lireHeures } from './lire';
import type { VisiteAFicher } from './visites';

/** What holds for the whole batch; an empty motif is each line's own. */
export type Lot = { date: DateCivile; intervenantId: string; motif: string; commentaire: string };

/** The motif of a line by its hours. */
export type MotifPour = (heures: readonly (Instant | undefined)[]) => string;

type Tapee = Heures & { usagerId: string; visite?: VisiteAFicher | undefined };

type Preparee =
  | { quoi: 'PRETE'; fiche: Fiche }
  | { quoi: 'REFUSEE'; erreurs: ErreursFiche }
  /** To be said; the same line sent again is kept. */
  | { quoi: 'AVERTIE'; phrases: string[] };

/** What each line asks of the batch. */
export type Preparer = {
  /** Reads, judges as the server will, and warns. At once: the next key typed is the next slip's. */
  preparer: (t: Tapee, avertissementsLus: boolean) => Preparee;
  /** Its hours as they are understood. */
  lire: (t: Tapee) => ReturnType<typeof lireHeures>;
};

export const usePreparer = (lot: Lot, visites: readonly VisiteAFicher[], motifPour: MotifPour): Preparer => {
  const poste = usePoste();
  const etat = useDepot();
  const lire = useCallback<Preparer['lire']>(
    ({ visite, ...heures }) => {
      const { dureeMax } = contexteDe(etat, maintenant()).parametresAu(lot.date);
      const connu = { prevu: visite?.ligne.prevu, arrivee: visite?.arrivee, depart: visite?.depart };
      return lireHeures(heures, { date: lot.date, dureeMax, ...connu });
    },
    [etat, lot.date],
  );
  const preparer = useCallback<Preparer['preparer']>(
    (t, avertissementsLus) => {
      const quand = maintenant();
      const { parametresAu } = contexteDe(etat, quand);
      const { rapprochement } = parametresAu(lot.date);
      const { visite, usagerId } = t;
      const { erreurs, ...cotes } = lire(t);
      if (usagerId === '') erreurs.usager = 'Choisissez l’usager : tapez les premières lettres de son nom.';
      if (Object.keys(erreurs).length > 0) return { quoi: 'REFUSEE', erreurs };
      const motif = lot.motif || motifPour([cotes.arrivee, cotes.depart]);
      const fiche = composerFiche({ ...lot, motif, ...cotes, usagerId }, signer(poste));
      const refus = jugerFiche(fiche, { parametresAu, estClos: (mois) => etat.clotures.has(mois) });
      if (refus) return { quoi: 'REFUSEE', erreurs: { [champDuRefus(refus, fiche)]: refus.message } };
      const { date, intervenantId } = lot;
      const cas = { etat, maintenant: quand, date, intervenantId, cotes, usagerId, visite, visites, rapprochement };
      const phrases = avertir(cas);
      return phrases.length > 0 && !avertissementsLus ? { quoi: 'AVERTIE', phrases } : { quoi: 'PRETE', fiche };
    },
    [poste, etat, lot, visites, motifPour, lire],
  );
  return useMemo(() => ({ preparer, lire }), [preparer, lire]);
};

const DISQUE =
  'Ce poste n’a pas pu garder la fiche (disque plein ?). Libérez de la place et recommencez : ce que vous avez tapé est toujours là.';

/** Durable before it resolves [CO-6]; gives a sentence where the disk refused. */
export const useGarder = (): ((fiche: Fiche) => Promise<string | undefined>) => {
  const poste = usePoste();
  return useCallback(
    (fiche) =>
      poste.enregistrer([fiche]).then(
        () => undefined,
        () => DISQUE,
      ),
    [poste],
  );
};
