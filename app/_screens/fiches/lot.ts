'use client';

import { useEffect, useMemo, useState } from 'react';
import { type EtatService, PANNES } from '#shared/contrats/disponibilite';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { useAujourdhui, usePoste } from '../../_data/hooks';
import { ecrireAdresse, lireAdresse } from './adresse';
import type { Lot } from './garder';
import { rappeler, seSouvenir } from './memoire';

/** Whether the SVI was down on a day, as far as this PC knows: it is now, or its last outage touches that day. */
export const panneLe = (service: EtatService | undefined, date: DateCivile): boolean => {
  if (service?.svi.etat === 'PANNE' && date >= dateParis(service.svi.depuis ?? service.vuLe)) return true;
  const t = service?.terminee;
  return t !== undefined && PANNES[t.quoi].ton === 'rouge' && dateParis(t.debut) <= date && date <= dateParis(t.fin);
};

/** Why there was no call, for most slips: the SVI where it is known to be down, else the usager's telephone. */
export const motifParDefaut = (panneConnue: boolean, enVigueur: readonly string[]): string => {
  const propose = panneConnue ? 'PANNE_SVI' : 'TELEPHONE_INDISPONIBLE';
  return enVigueur.includes(propose) ? propose : '';
};

type EtatLot = {
  /** As it is sent: its motif is the one chosen, else the default of the moment. */
  lot: Lot;
  changer: (suite: (l: Lot) => Lot) => void;
  /** Asked for by the address. */
  usager: string;
};

/** What holds for the batch: from the address, else what was last used, else today. Day and aide are repeated in the address. */
export const useLot = (q: URLSearchParams, motifLe: (date: DateCivile) => string): EtatLot => {
  const { nom } = usePoste();
  const aujourdhui = useAujourdhui();
  const [adresse] = useState(() => lireAdresse(q));
  const [choisi, changer] = useState<Lot>(() => {
    const avant = rappeler(nom);
    return {
      date: adresse.date ?? avant?.date ?? aujourdhui,
      intervenantId: adresse.aide || (adresse.date ? '' : (avant?.intervenantId ?? '')),
      motif: avant?.motif ?? '',
      commentaire: avant?.commentaire ?? '',
    };
  });
  useEffect(() => {
    seSouvenir(nom, choisi);
    history.replaceState(null, '', ecrireAdresse({ date: choisi.date, aide: choisi.intervenantId }));
  }, [nom, choisi]);
  const motif = motifLe(choisi.date);
  const lot = useMemo(() => ({ ...choisi, motif: choisi.motif || motif }), [choisi, motif]);
  return { lot, changer, usager: adresse.usager };
};
