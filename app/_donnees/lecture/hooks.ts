'use client';

import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Session } from '#shared/contrats/acces/compte';
import { dateParis, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import { noterConsultation } from '../acces/consultations';
import { acces, type EtatAcces } from '../acces/etat';
import { maintenantMs } from '../base/horloge';
import { mesurer } from '../base/mesures';
import { type Brouillons, brouillonsSansPoste } from '../depot/brouillons';
import { ecritures } from '../depot/ecritures';
import { ETAT_VIDE, type EtatDepot } from '../depot/etat-depot';
import type { Ligne } from '../depot/lignes';
import { lignesDe } from '../depot/plier';
import { type Reste, restesAvant } from '../depot/restes';
import { retirees } from '../poste/antennes-retirees';
import type { Poste } from '../poste/poste';
import type { Retrait } from '../poste/retraits';
import type { EtatSync } from '../replication/etat-sync';

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

/** The open PC, for what is shown in both frames; undefined where the role keeps nothing on it. */
export const usePosteOuvert = (): Poste | undefined => useContext(ContextePoste);

export const useDepot = (): EtatDepot => {
  const { depot } = usePoste();
  return useSyncExternalStore(depot.abonner, depot.lire, () => ETAT_VIDE);
};

const ContexteSession = createContext<Session | undefined>(undefined);
/** For the screens of roles that keep nothing on this PC. */
export const FournirSession = ContexteSession.Provider;

/** Who is signed in, with local data or without. */
export const useSession = (): Session => {
  const legere = useContext(ContexteSession);
  const session = useContext(ContextePoste)?.session ?? legere;
  if (!session) throw new Error('écran hors de la session');
  return session;
};

/** What is typed and not sent, of whoever is signed in. */
export const useBrouillons = (): Brouillons => {
  const { identifiant } = useSession();
  return usePosteOuvert()?.brouillons ?? brouillonsSansPoste(identifiant);
};

/** Without local data nothing waits, and each screen says itself when the server does not answer. */
const SANS_POSTE: ValeurSuivie<EtatSync> = valeurSuivie<EtatSync>({
  liaison: 'EN_LIGNE',
  depuis: instantDe(0),
  attente: 0,
  autres: 0,
  total: 0,
  refusees: 0,
  ailleurs: [],
  copie: true,
});

const AUCUN_RETRAIT: readonly Retrait[] = [];
/** What that account typed, and never sent, for antennas that are no longer its own. */
export const useRetirees = (identifiant: string): readonly Retrait[] => {
  const { identifiant: de, liste } = useSyncExternalStore(retirees.abonner, retirees.lire, retirees.lire);
  return de === identifiant ? liste : AUCUN_RETRAIT;
};

export const useSync = (): EtatSync => {
  const sync = useContext(ContextePoste)?.sync ?? SANS_POSTE;
  return useSyncExternalStore(sync.abonner, sync.lire, sync.lire);
};

/**
 * How many times the link was lost or found again: what comes from the server is then asked again, and says so where it cannot be.
 * Its first coming, while a page opens, asks nothing twice, save what had failed before it.
 */
export const useBascules = (enEchec: boolean): number => {
  const { liaison } = useSync();
  const [suivi, suivre] = useState<{ enLigne?: boolean; bascules: number }>({ bascules: 0 });
  const enLigne = liaison === 'EN_LIGNE';
  if (liaison !== 'CONNEXION' && enLigne !== suivi.enLigne) {
    const premiere = suivi.enLigne === undefined && !(enLigne && enEchec);
    suivre({ enLigne, bascules: suivi.bascules + (premiere ? 0 : 1) });
  }
  return suivi.bascules;
};

const PAS = 20_000;
const arrondi = (): number => Math.floor(maintenantMs() / PAS) * PAS;
const chaquePas = (reagir: () => void): (() => void) => {
  const t = setInterval(reagir, 1_000);
  return () => clearInterval(t);
};

/**
 * An usager's file is being read: it goes to the audit log, on return where there is no network. `apresMs`: one that is only
 * passed by, on the way to another, is not read. Undefined: nobody's.
 */
export const useConsultation = (usagerId: string | undefined, apresMs = 0): void => {
  const { identifiant } = usePoste().session;
  useEffect(() => {
    if (usagerId === undefined) return;
    if (apresMs === 0) return noterConsultation(identifiant, { usagerId });
    const t = setTimeout(() => noterConsultation(identifiant, { usagerId }), apresMs);
    return () => clearTimeout(t);
  }, [identifiant, usagerId, apresMs]);
};

/** Something is being written to this PC: what it counts is not over. */
export const useEcriture = (): boolean => useSyncExternalStore(ecritures.abonner, ecritures.lire, () => 0) > 0;

/** Now, to twenty seconds: lateness and statuses move by themselves. */
export const useMaintenant = (): Instant => instantDe(useSyncExternalStore(chaquePas, arrondi, arrondi));

export const useAujourdhui = (): DateCivile => dateParis(useMaintenant());

/** What is left to treat of the months before this one that are not closed. */
export const useRestesAvant = (): readonly Reste[] => {
  const etat = useDepot();
  const maintenant = useMaintenant();
  return useMemo(() => restesAvant(etat, dateParis(maintenant), maintenant), [etat, maintenant]);
};

/** The visits from one civil date to another, folded, sorted. */
export const useLignes = (de: DateCivile, a: DateCivile): Ligne[] => {
  const etat = useDepot();
  const maintenant = useMaintenant();
  return useMemo(
    () =>
      mesurer(
        'tg:plier-les-visites',
        () => lignesDe(etat, de, a, maintenant),
        (l) => ({ de, a, visites: l.length }),
      ),
    [etat, de, a, maintenant],
  );
};
