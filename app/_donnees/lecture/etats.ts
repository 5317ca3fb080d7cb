import {
  type PersonnesCherchees,
  personnesChercheesSchema,
  type QuiChercher,
} from '#shared/contrats/chiffres/personne-cherchee';
import {
  type SaisieSelection,
  type SelectionsMontrees,
  selectionsMontreesSchema,
} from '#shared/contrats/chiffres/selection-etat';
import type { Antenne } from '#shared/contrats/commun';
import type { DefinitionEtat, DemandeEtat, DetailEtat, TableauEtat } from '#shared/etats/contrat';
import { definitionsSchema, detailSchema, tableauSchema } from '#shared/etats/lecture';
import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { suivi } from '../acces/etat';
import { appelerFichier, appeler as appelerServeur, envoyer } from '../serveur/api';

// States are computed by the server and kept nowhere on the PC; every function throws `EchecHttp`.

/** An auditor reads them without local data: a session that the server ended is acted on. */
const appeler = (...demande: Parameters<typeof appelerServeur>): Promise<unknown> => suivi(appelerServeur(...demande));

/** What an address of the server, and ours, say of a request. */
export const requeteDe = (champs: Readonly<Record<string, string | undefined>>): string =>
  String(new URLSearchParams(Object.entries(champs).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))));

const adresse = ({ etat, ...champs }: DemandeEtat, suite = '', plus: Record<string, string> = {}): string =>
  `/api/etats/${encodeURIComponent(etat)}${suite}?${requeteDe({ ...champs, ...plus })}`;

/** A year of the whole service takes its time. */
const DELAI_ETAT = 120_000;
/** A document for each usager of all antennas. */
const DELAI_LOT = 900_000;

const lire = (chemin: string, options: { abandon?: AbortSignal } = {}): Promise<unknown> =>
  appeler(chemin, { ...options, signal: AbortSignal.timeout(DELAI_ETAT) });

export const lireDefinitions = async (): Promise<DefinitionEtat[]> =>
  definitionsSchema.parse(await appeler('/api/etats'));

export const lireTableau = async (d: DemandeEtat): Promise<TableauEtat> => tableauSchema.parse(await lire(adresse(d)));

/** What the server is counting for this account; nothing is said where it does not answer. */
export const lireEtapeEtat = async (): Promise<string | undefined> => {
  const lue = (await appeler('/api/etats/etape').catch(() => undefined)) as { etape?: unknown } | undefined;
  return typeof lue?.etape === 'string' ? lue.etape : undefined;
};

/** Persons of all the antennas of the session, by name or identifier. */
export const chercherPersonnesPartout = async (
  qui: QuiChercher,
  nom: string,
  abandon: AbortSignal,
): Promise<PersonnesCherchees> =>
  personnesChercheesSchema.parse(await appeler(`/api/etats/personnes?${requeteDe({ qui, nom })}`, { abandon }));

/** The rows behind a line. */
export const lireDetail = async (d: DemandeEtat, cle: string, abandon: AbortSignal): Promise<DetailEtat> =>
  detailSchema.parse(await lire(adresse(d, '/visites', { cle }), { abandon }));

const prendre = async (chemin: string, delai: number): Promise<void> => {
  const { nom, contenu } = await suivi(appelerFichier(chemin, delai));
  telecharger(contenu, nom, contenu.type);
};

export const FORMATS_ETAT = ['xlsx', 'csv', 'pdf'] as const;
export type FormatEtat = (typeof FORMATS_ETAT)[number];

export const prendreEtat = (d: DemandeEtat, format: FormatEtat): Promise<void> =>
  prendre(adresse(d, '/fichier', { format }), DELAI_ETAT);

/** The planning of each usager, or of each aide, of an antenna: one document, a page each. */
export const prendrePlannings = ({ usager: _, intervenant: __, ...d }: DemandeEtat): Promise<void> =>
  prendre(adresse(d, '/plannings'), DELAI_LOT);

/** The month's proofs, one document a usager and funder. */
export const prendreJustificatifs = (
  antenne: Antenne | 'TOUTES',
  mois: Mois,
  financeur: string | undefined,
): Promise<void> => prendre(`/api/etats/justificatifs?${requeteDe({ antenne, mois, financeur })}`, DELAI_LOT);

const SELECTIONS = '/api/etats/selections';

export const lireSelections = async (): Promise<SelectionsMontrees> =>
  selectionsMontreesSchema.parse(await appeler(SELECTIONS));

/** Changes the one of that id, or keeps a new one under it. */
export const garderSelection = async (
  s: SaisieSelection,
  { id, nouvelle }: { id: string; nouvelle: boolean },
): Promise<void> => {
  await appeler(nouvelle ? SELECTIONS : `${SELECTIONS}/${encodeURIComponent(id)}`, {
    method: nouvelle ? 'POST' : 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(nouvelle ? { ...s, id } : s),
  });
};

export const supprimerSelection = async (id: string): Promise<void> => {
  await appeler(`${SELECTIONS}/${encodeURIComponent(id)}`, { method: 'DELETE' });
};

export const envoyerSelection = async (id: string): Promise<void> => {
  await suivi(envoyer(`${SELECTIONS}/${encodeURIComponent(id)}/envoi`, {}));
};
