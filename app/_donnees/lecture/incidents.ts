'use client';

import { useEffect, useSyncExternalStore } from 'react';
import {
  compteIncidentsSchema,
  type DemandeGeste,
  type IncidentsLus,
  type IncidentVu,
  incidentsLusSchema,
  incidentVuSchema,
  type SignalementDemande,
} from '#shared/contrats/exploitation/incident';
import { enJeu } from '#shared/domain/incident/en-jeu';
import { telecharger } from '../../_commun/telecharger';
import { valeurSuivie } from '../../_commun/valeur-suivie';
import { suivi } from '../acces/etat';
import { appeler, appelerFichier, envoyer } from '../serveur/api';
import { useSync } from './hooks';

// With the network only: what is typed without it is a saisie. Every function throws `EchecHttp`.

/** How many wait for whoever is signed in, as the server last said. */
const attendus = valeurSuivie(0);

export const lireIncidents = async (): Promise<IncidentsLus> => {
  const lus = incidentsLusSchema.parse(await suivi(appeler('/api/incidents')));
  attendus.changer(() => lus.incidents.filter((i) => enJeu(i, lus.cote)).length);
  return lus;
};

/** Silence leaves what was known. */
const compter = async (): Promise<void> => {
  const lu = compteIncidentsSchema.safeParse(await appeler('/api/incidents/compte').catch(() => undefined));
  if (lu.success) attendus.changer(() => lu.data.enJeu);
};

const CADENCE_MS = 300_000;

/** For the menu: asked at sign-in, when the link is back and every five minutes of a page that is looked at. */
export const useIncidentsAttendus = (): number => {
  const { liaison } = useSync();
  useEffect(() => {
    if (liaison !== 'EN_LIGNE') return;
    void compter();
    const t = setInterval(() => document.visibilityState === 'visible' && void compter(), CADENCE_MS);
    return () => clearInterval(t);
  }, [liaison]);
  useEffect(() => () => attendus.changer(() => 0), []);
  return useSyncExternalStore(attendus.abonner, attendus.lire, () => 0);
};

export const agirIncident = async (d: DemandeGeste): Promise<IncidentVu> =>
  incidentVuSchema.parse(await suivi(envoyer('/api/incidents/gestes', d)));

/** For who keeps nothing on this PC. */
export const signalerEnLigne = async (d: SignalementDemande): Promise<void> => {
  await suivi(envoyer('/api/incidents', d));
  void compter();
};

export const exporterIncidents = async (format: 'csv' | 'xlsx'): Promise<void> => {
  const { nom, contenu } = await suivi(appelerFichier(`/api/incidents/fichier?format=${format}`));
  telecharger(contenu, nom, contenu.type);
};
