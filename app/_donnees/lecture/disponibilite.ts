import { type RapportsLus, rapportsLusSchema } from '#shared/contrats/chiffres/rapport';
import {
  type MaintenancePrevue,
  type RapportDisponibilite,
  rapportDisponibiliteSchema,
  type ServiceMesure,
} from '#shared/contrats/exploitation/disponibilite';
import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { suivi } from '../acces/etat';
import { appeler, appelerFichier, envoyer } from '../serveur/api';
import { rafraichirService } from '../serveur/service';

// With the network only: nothing of it is kept on the PC. Every function throws `EchecHttp`.

export const lireMesure = async (mois: Mois, service: ServiceMesure): Promise<RapportDisponibilite> =>
  rapportDisponibiliteSchema.parse(
    await suivi(appeler(`/api/disponibilite?${new URLSearchParams({ mois, service })}`)),
  );

/** Says it to every screen, this one first. */
export const declarerMaintenance = async (m: MaintenancePrevue & { annule?: boolean }): Promise<void> => {
  await suivi(envoyer('/api/maintenances', m));
  await rafraichirService();
};

export const lireRapports = async (): Promise<RapportsLus> =>
  rapportsLusSchema.parse(await suivi(appeler('/api/rapports')));

/** A year takes a while to be counted. */
const DELAI_LONG = 10 * 60_000;

export const editerRapport = async (periode: string): Promise<{ edition: number; deja: boolean }> =>
  (await suivi(
    appeler('/api/rapports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ periode }),
      signal: AbortSignal.timeout(DELAI_LONG),
    }),
  )) as { edition: number; deja: boolean };

export const ecrirePropositions = async (periode: string, texte: string): Promise<void> => {
  await suivi(envoyer('/api/rapports/propositions', { periode, texte }));
};

export const prendreRapport = async (periode: string, format: 'pdf' | 'xlsx', edition: number): Promise<void> => {
  const { nom, contenu } = await suivi(
    appelerFichier(`/api/rapports/${periode}/fichier?${new URLSearchParams({ format, edition: String(edition) })}`),
  );
  telecharger(contenu, nom, contenu.type);
};
