'use client';

import { useSyncExternalStore } from 'react';
import {
  type EtatService,
  etatServiceSchema,
  type RapportDisponibilite,
  rapportDisponibiliteSchema,
} from '#shared/contrats/exploitation/disponibilite';
import type { Mois } from '#shared/temps/types';
import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import { appeler } from './api';

// The state of the telephone, as the server last said it. Nothing in it is personal: it is kept in clear, so that a page
// that opens with no network knows what was known, and the other tabs hear what the one with the stream hears.

const CLE = 'tg.service';

const lire = (texte: string | null): EtatService | undefined => {
  if (texte === null) return undefined;
  try {
    return etatServiceSchema.safeParse(JSON.parse(texte)).data;
  } catch {
    return undefined;
  }
};

const service: ValeurSuivie<EtatService | undefined> = valeurSuivie<EtatService | undefined>(undefined);
let suivi = false;

const retenir = (e: EtatService | undefined): void => {
  if (e) service.changer((connu) => (connu && connu.vuLe > e.vuLe ? connu : e));
};

/** What came from the server: an event of the stream, or an answer. What is not understood changes nothing. */
export const recevoirService = (texte: string): void => {
  const e = lire(texte);
  if (!e) return;
  retenir(e);
  try {
    localStorage.setItem(CLE, texte);
  } catch {
    // No room left: this page knows it.
  }
};

const suivre = (reagir: () => void): (() => void) => {
  if (!suivi) {
    suivi = true;
    retenir(lire(localStorage.getItem(CLE)));
    addEventListener('storage', (ev: StorageEvent) => {
      if (ev.key === CLE) retenir(lire(ev.newValue));
    });
  }
  return service.abonner(reagir);
};

/** The last known state; undefined as long as nothing is known. */
export const useService = (): EtatService | undefined => useSyncExternalStore(suivre, service.lire, () => undefined);

/** Asks for it: at sign-in, and each time that the link is back. Silence leaves what was known. */
export const rafraichirService = async (): Promise<void> => {
  const recu = await appeler('/api/service').catch(() => undefined);
  if (recu !== undefined) recevoirService(JSON.stringify(recu));
};

/** Availability of a month, with the network only; throws `EchecHttp`. */
export const lireDisponibilite = async (mois: Mois): Promise<RapportDisponibilite> =>
  rapportDisponibiliteSchema.parse(await appeler(`/api/disponibilite?${new URLSearchParams({ mois })}`));
