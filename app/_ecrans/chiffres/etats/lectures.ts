import type { Session } from '#shared/contrats/acces/compte';
import { dateParis } from '#shared/temps/paris';
import { antenneAOuvrir } from '../../../_donnees/acces/compte-connu';
import { maintenant } from '../../../_donnees/base/horloge';
import { aLOuverture, devancable } from '../../../_donnees/lecture/devancer';
import { lireDefinitions, lireTableau } from '../../../_donnees/lecture/etats';
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
