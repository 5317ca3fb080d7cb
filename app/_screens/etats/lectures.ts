import type { Session } from '#shared/contrats/compte';
import { dateParis } from '#shared/temps/paris';
import { antenneAOuvrir } from '../../_data/acces/compte-connu';
import { aLOuverture, devancable } from '../../_data/devancer';
import { lireDefinitions, lireTableau } from '../../_data/etats';
import { maintenant } from '../../_data/horloge';
import { contexteDe, demandeDe, manquant } from './adresse';

// What this screen reads of the server, asked as soon as the page is loaded: a state is computed while the PC opens.

export const LECTURES = { definitions: devancable(lireDefinitions), tableau: devancable(lireTableau) };

aLOuverture(async (session: Session) => {
  const q = new URLSearchParams(location.search);
  const definition = (await LECTURES.definitions.devancer()).find((d) => d.id === q.get('etat'));
  if (!definition) return;
  const contexte = contexteDe(session, antenneAOuvrir(session));
  const demande = demandeDe(q, definition, { ...contexte, aujourdhui: dateParis(maintenant()) });
  if (manquant(definition, demande) === undefined) await LECTURES.tableau.devancer(demande);
});
