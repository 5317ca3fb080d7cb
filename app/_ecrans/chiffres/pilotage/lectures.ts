import { aLOuverture, devancable } from '../../../_donnees/lecture/devancer';
import { lireDetailPilotage, lireVisitesPilotage } from '../../../_donnees/lecture/pilotage';
import { adresseAOuvrir } from './adresse';

// What this screen reads of one antenna, asked as soon as the page is loaded.

export const LECTURES = { detail: devancable(lireDetailPilotage), visites: devancable(lireVisitesPilotage) };

aLOuverture(async (session) => {
  const { antenne, mois, choix } = adresseAOuvrir(session);
  if (antenne === undefined) return;
  if (choix) await LECTURES.visites.devancer(antenne, mois, { [choix.de]: choix.id });
  else await LECTURES.detail.devancer(antenne, mois);
});
