import {
  type DemandeGeste,
  type DemandeSignalement,
  type IncidentsLus,
  type IncidentVu,
  incidentsLusSchema,
  incidentVuSchema,
} from '#shared/contrats/incident';
import { telecharger } from '../_ui/telecharger';
import { suivi } from './acces';
import { appeler, appelerFichier, envoyer } from './api';

// With the network only: what is typed without it is a saisie. Every function throws `EchecHttp`.

export const lireIncidents = async (): Promise<IncidentsLus> =>
  incidentsLusSchema.parse(await suivi(appeler('/api/incidents')));

export const agirIncident = async (d: DemandeGeste): Promise<IncidentVu> =>
  incidentVuSchema.parse(await suivi(envoyer('/api/incidents/gestes', d)));

/** For who keeps nothing on this PC. */
export const signalerEnLigne = async (d: DemandeSignalement): Promise<void> => {
  await suivi(envoyer('/api/incidents', d));
};

export const exporterIncidents = async (format: 'csv' | 'xlsx'): Promise<void> => {
  const { nom, contenu } = await suivi(appelerFichier(`/api/incidents/fichier?format=${format}`));
  telecharger(contenu, nom, contenu.type);
};
