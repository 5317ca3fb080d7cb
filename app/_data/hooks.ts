'use client';

import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { dateParis, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { acces, type EtatAcces } from './acces';
import { ETAT_VIDE, type EtatDepot } from './etat-depot';
import type { EtatSync } from './etat-sync';
import { maintenantMs } from './horloge';
import { type Ligne, lignesDe } from './lignes';
import type { Poste } from './poste';

const ACCES_SERVEUR: EtatAcces = { etape: 'OUVERTURE' };

export const useAcces = (): EtatAcces => useSyncExternalStore(acces.abonner, acces.lire, () => ACCES_SERVEUR);

const ContextePoste = createContext<Poste | undefined>(undefined);
export const FournirPoste = ContextePoste.Provider;

/** The open PC; screens exist only behind the gate. */
export const usePoste = (): Poste => {
  const poste = useContext(ContextePoste);
  if (!poste) throw new Error('écran hors de la session');
  return poste;
};

export const useDepot = (): EtatDepot => {
  const { depot } = usePoste();
  return useSyncExternalStore(depot.abonner, depot.lire, () => ETAT_VIDE);
};

export const useSync = (): EtatSync => {
  const { sync } = usePoste();
  return useSyncExternalStore(sync.abonner, sync.lire, sync.lire);
};

const PAS = 20_000;
const arrondi = (): number => Math.floor(maintenantMs() / PAS) * PAS;
const chaquePas = (reagir: () => void): (() => void) => {
  const t = setInterval(reagir, 1_000);
  return () => clearInterval(t);
};

/** Now, to twenty seconds: lateness and statuses move by themselves. */
export const useMaintenant = (): Instant => instantDe(useSyncExternalStore(chaquePas, arrondi, arrondi));

export const useAujourdhui = (): DateCivile => dateParis(useMaintenant());

/** The visits from one civil date to another, folded, sorted. */
export const useLignes = (de: DateCivile, a: DateCivile): Ligne[] => {
  const etat = useDepot();
  const maintenant = useMaintenant();
  return useMemo(() => lignesDe(etat, de, a, maintenant), [etat, de, a, maintenant]);
};
