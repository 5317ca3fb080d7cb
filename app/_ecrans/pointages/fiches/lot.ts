'use client';

import { useEffect, useMemo, useState } from 'react';
import type { EtatService } from '#shared/contrats/exploitation/disponibilite';
import { motifDeFiche } from '#shared/domain/correction/motifs';
import { sansAppels } from '#shared/domain/disponibilite/panne';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { ACCOMPAGNE } from '../../../_donnees/depot/brouillons';
import { useAujourdhui, usePoste } from '../../../_donnees/lecture/hooks';
import { ecrireAdresse, lireAdresse } from '../../../_ui/adresses/fiches';
import { ecart, reprendre } from '../../../_ui/champs/ecart';
import { type De, useChamps, useValeurs } from '../../../_ui/formulaire';
import type { Lot } from './garder';
import { rappeler, seSouvenir } from './memoire';

/** From its first failure to its return; no end while it lasts. */
export type Panne = { debut: Instant; fin?: Instant | undefined };

/** When the SVI took no call, as far as this PC knows: now, and its last outage. */
export const pannesConnues = (service: EtatService | undefined): Panne[] => {
  if (!service) return [];
  const t = service.terminee;
  return [
    ...(service.svi.etat === 'PANNE' ? [{ debut: service.svi.depuis ?? service.vuLe }] : []),
    ...(t && sansAppels(t) ? [{ debut: t.debut, fin: t.fin }] : []),
  ];
};

/** Outages that touch a day. */
export const pannesLe = (pannes: readonly Panne[], date: DateCivile): Panne[] =>
  pannes.filter((p) => dateParis(p.debut) <= date && (!p.fin || date <= dateParis(p.fin)));

/**
 * Why there was no call, where the manager has chosen nothing: the SVI for an hour at which it is known to have been down, else
 * the usager's telephone.
 */
export const motifParDefaut = (
  heures: readonly (Instant | undefined)[],
  pannes: readonly Panne[],
  enVigueur: readonly string[],
): string => {
  const enPanne = heures.some((h) => h && pannes.some((p) => p.debut <= h && (!p.fin || h <= p.fin)));
  const propose = motifDeFiche(enPanne);
  return enVigueur.includes(propose) ? propose : '';
};

/** Where motif and comment are kept, for the day on which they are typed: another day's stack has its own. */
const LIEU = `${ACCOMPAGNE}les fiches`;
const VIDE: Pick<Lot, 'motif' | 'commentaire'> = { motif: '', commentaire: '' };

/** The batch as it is typed; `date`: the last day that could be read. */
type LotTape = Lot & { jour: string };

type EtatLot = {
  f: De<LotTape>;
  /** As it is chosen: an empty motif is each line's own. */
  lot: Lot;
  /** Asked for by the address. */
  usager: string;
};

/**
 * What holds for the batch: from the address, else what was last used, else today. Day and aide are repeated in the address; motif and
 * comment come back as they were typed.
 */
export const useLot = (q: URLSearchParams): EtatLot => {
  const { nom, brouillons } = usePoste();
  const aujourdhui = useAujourdhui();
  const [adresse] = useState(() => lireAdresse(q));
  const f = useChamps({
    depart: (): LotTape => {
      const avant = adresse.vierge ? undefined : rappeler(nom);
      const tape = adresse.vierge ? undefined : brouillons.lire(LIEU);
      const date = adresse.date ?? avant?.date ?? aujourdhui;
      return {
        ...reprendre(VIDE, tape?.jour === aujourdhui ? tape : undefined),
        ...{ date, jour: date },
        intervenantId: adresse.aide || (adresse.date ? '' : (avant?.intervenantId ?? '')),
      };
    },
  });
  const { date, intervenantId, motif, commentaire } = useValeurs(f);
  const lot = useMemo(() => ({ date, intervenantId, motif, commentaire }), [date, intervenantId, motif, commentaire]);
  useEffect(() => {
    seSouvenir(nom, lot);
    const { motif, commentaire } = lot;
    brouillons.garder(LIEU, ecart({ ...VIDE, jour: '' }, { motif, commentaire, jour: aujourdhui }, ['jour']));
    history.replaceState(null, '', ecrireAdresse({ date: lot.date, aide: lot.intervenantId }));
  }, [nom, brouillons, lot, aujourdhui]);
  return { f, lot, usager: adresse.usager };
};
