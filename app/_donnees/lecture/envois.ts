import {
  type BilanEnvoi,
  bilansEnvoiSchema,
  type Destination,
  factureDeposeeSchema,
  type PageEnvois,
  type PageFactures,
  pageEnvoisSchema,
  pageFacturesSchema,
} from '#shared/contrats/financement/envoi';
import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { appeler, appelerFichier } from '../serveur/api';

// With the network only: nothing of it is kept on the PC. Every function throws `EchecHttp`.

/** A month's files take a while to be made, and a slow depot longer. */
const DELAI_LONG = 15 * 60_000;

const poster = (chemin: string, corps: unknown): Promise<unknown> =>
  appeler(chemin, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(corps),
    signal: AbortSignal.timeout(DELAI_LONG),
  });

export const lireEnvois = async (mois: Mois): Promise<PageEnvois> =>
  pageEnvoisSchema.parse(await appeler(`/api/envois?${new URLSearchParams({ mois })}`));

export const preparerEnvois = async (mois: Mois, destination: Destination): Promise<void> => {
  await poster('/api/envois/preparation', { mois, destination });
};

/** [CL-6] `confirmation`: the month, as the person wrote it. */
export const envoyerMois = async (mois: Mois, destination: Destination, confirmation: string): Promise<BilanEnvoi[]> =>
  bilansEnvoiSchema.parse(await poster('/api/envois', { mois, destination, confirmation })).fichiers;

/** `demande`: of the click, the same where it is made again. */
export const renvoyerFichier = async (id: string, demande: string): Promise<BilanEnvoi[]> =>
  bilansEnvoiSchema.parse(await poster('/api/envois/renvoi', { id, demande })).fichiers;

export const lireFactures = async (mois: Mois): Promise<PageFactures> =>
  pageFacturesSchema.parse(await appeler(`/api/factures?${new URLSearchParams({ mois })}`));

/** Each opening is audited by the server. */
export const prendreFacture = async (id: string): Promise<void> => {
  const { nom, contenu } = await appelerFichier(`/api/factures/${encodeURIComponent(id)}`);
  telecharger(contenu, nom, 'application/pdf');
};

const enBase64 = (fichier: File): Promise<string> =>
  new Promise((lu, rate) => {
    const lecteur = new FileReader();
    lecteur.onload = () => lu(String(lecteur.result).split(',')[1] ?? '');
    lecteur.onerror = () => rate(lecteur.error);
    lecteur.readAsDataURL(fichier);
  });

/** Files one by hand; true where the same one was already there. */
export const deposerFacture = async (mois: Mois, fichier: File): Promise<boolean> =>
  factureDeposeeSchema.parse(
    await poster('/api/factures', { nom: fichier.name, mois, contenu: await enBase64(fichier) }),
  ).deja;
