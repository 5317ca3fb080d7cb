import {
  type BilanCloture,
  bilanClotureSchema,
  type ChiffresCloture,
  chiffresClotureSchema,
  type EtatCloture,
  etatClotureSchema,
  type FichierClos,
  fichiersClosSchema,
} from '#shared/contrats/cloture/bilan-cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { appeler, appelerFichier } from '../serveur/api';

// With the network only: nothing of it is kept on the PC. Every function throws `EchecHttp`.

/** A whole month is read and computed, perhaps after another one's. */
const DELAI_LONG = 10 * 60_000;

const question = (antenne: Antenne, mois: Mois, plus: Record<string, string> = {}): string =>
  String(new URLSearchParams({ antenne, mois, ...plus }));

export const lireEtatsClotures = async (mois: Mois): Promise<EtatCloture[]> =>
  etatClotureSchema.array().parse(await appeler(`/api/cloture?${new URLSearchParams({ mois })}`));

export const lireBilanCloture = async (antenne: Antenne, mois: Mois): Promise<BilanCloture> =>
  bilanClotureSchema.parse(
    await appeler(`/api/cloture/bilan?${question(antenne, mois)}`, { signal: AbortSignal.timeout(DELAI_LONG) }),
  );

/** Of a closed month, what was frozen. */
export const lireChiffresClos = async (antenne: Antenne, mois: Mois): Promise<ChiffresCloture> =>
  chiffresClotureSchema.parse(await appeler(`/api/cloture/chiffres?${question(antenne, mois)}`));

/** Where the computation that this account asked for is; nothing where there is none, or nobody answers. */
export const lireEtapeCloture = async (): Promise<string | undefined> => {
  const lue = (await appeler('/api/cloture/etape').catch(() => undefined)) as { etape?: unknown } | undefined;
  return typeof lue?.etape === 'string' ? lue.etape : undefined;
};

export type DemandeCloture = { antenne: Antenne; mois: Mois; confirmation: string; motif?: string };

export const cloreMois = async (demande: DemandeCloture): Promise<EtatCloture> =>
  etatClotureSchema.parse(
    await appeler('/api/cloture', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(demande),
      signal: AbortSignal.timeout(DELAI_LONG),
    }),
  );

export const lireFichiersClos = async (antenne: Antenne, mois: Mois): Promise<FichierClos[]> =>
  fichiersClosSchema.parse(await appeler(`/api/cloture/fichiers?${question(antenne, mois)}`));

/** Each download is audited by the server. */
export const prendreFichierClos = async (antenne: Antenne, mois: Mois, fichier: string): Promise<void> => {
  const { nom, contenu } = await appelerFichier(`/api/cloture/fichier?${question(antenne, mois, { nom: fichier })}`);
  telecharger(contenu, nom, 'text/csv;charset=utf-8');
};
