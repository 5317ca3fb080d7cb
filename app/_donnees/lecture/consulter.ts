import {
  type ConsultationUsager,
  consultationUsagerSchema,
  type UsagersTrouves,
  usagersTrouvesSchema,
} from '#shared/contrats/dossiers/consultation';
import type { Mois } from '#shared/temps/types';
import { suivi } from '../acces/etat';
import { appeler } from '../serveur/api';

// What an auditor reads: with the network only, kept nowhere.

const lire = (chemin: string, abandon: AbortSignal): Promise<unknown> => suivi(appeler(chemin, { abandon }));

export const chercherUsagers = async (q: string, abandon: AbortSignal): Promise<UsagersTrouves> =>
  usagersTrouvesSchema.parse(await lire(`/api/consultation/usagers?${new URLSearchParams({ q })}`, abandon));

export const consulterUsager = async (id: string, mois: Mois, abandon: AbortSignal): Promise<ConsultationUsager> =>
  consultationUsagerSchema.parse(
    await lire(`/api/consultation/usagers/${encodeURIComponent(id)}?${new URLSearchParams({ mois })}`, abandon),
  );
