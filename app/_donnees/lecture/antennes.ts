import type { z } from 'zod';
import {
  type AntenneLue,
  antenneFermeeSchema,
  antennesLuesSchema,
  type creationAntenneSchema,
  type fermetureAntenneSchema,
  type SaisieAntenne,
} from '#shared/contrats/exploitation/antenne';
import type { DateCivile } from '#shared/temps/types';
import { suivi } from '../acces/etat';
import { appeler, envoyer, lireSession } from '../serveur/api';

// The antennas as an administrator keeps them, with the network only.

type Saisie = z.infer<typeof creationAntenneSchema>;
const chemin = (code: string): string => `/api/antennes/${encodeURIComponent(code)}`;

/** This page says the new names at once: they come with the session. */
const apres = async <T>(geste: Promise<T>): Promise<T> => {
  const fait = await suivi(geste);
  await lireSession().catch(() => undefined);
  return fait;
};

export const lireAntennes = async (): Promise<AntenneLue[]> =>
  antennesLuesSchema.parse(await suivi(appeler('/api/antennes'))).antennes;

export const creerAntenne = async (a: Saisie): Promise<void> => {
  await apres(envoyer('/api/antennes', a));
};

/** `avant`: what this page shows of it. */
export const modifierAntenne = async (
  { code, libelle, arrondissements, adresse }: Saisie,
  avant: SaisieAntenne,
): Promise<void> => {
  await apres(
    appeler(chemin(code), {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ libelle, arrondissements, adresse, avant }),
    }),
  );
};

type Fermeture = z.infer<typeof fermetureAntenneSchema>;
/** Who has it still. */
export const fermerAntenne = async (code: string, f: Fermeture): Promise<string[]> =>
  antenneFermeeSchema.parse(await apres(envoyer(`${chemin(code)}/fermeture`, f))).comptes;

/** `prevue`: the day that this page shows. */
export const annulerFermeture = async (code: string, prevue: DateCivile): Promise<void> => {
  await apres(appeler(`${chemin(code)}/fermeture?prevue=${prevue}`, { method: 'DELETE' }));
};
