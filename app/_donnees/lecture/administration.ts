import type { z } from 'zod';
import {
  type ActeCompte,
  type CompteAdministre,
  codesSecoursSchema,
  compteAdministreSchema,
  type EffetParametre,
  effetParametreSchema,
  type FicheCompte,
  type InvitationFaite,
  type InvitationLue,
  invitationFaiteSchema,
  invitationLueSchema,
  type MonCompte,
  monCompteSchema,
  type NouveauCompte,
  type PageAudit,
  pageAuditSchema,
  parametresLusSchema,
  type SecondFacteurPropose,
  secondFacteurProposeSchema,
  tentativesSchema,
} from '#shared/contrats/acces/administration';
import type { Antenne } from '#shared/contrats/commun';
import { telecharger } from '../../_commun/telecharger';
import { suivi } from '../acces/etat';
import { appeler, appelerFichier, envoyer } from '../serveur/api';

// Accounts and security, with the network only: nothing of it is kept on the PC, but the files that one takes.

const lire = (chemin: string): Promise<unknown> => suivi(appeler(chemin));
const poster = (chemin: string, corps: unknown = {}): Promise<unknown> => suivi(envoyer(chemin, corps));
const json = (method: string, corps: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(corps),
});
const chemin = (identifiant: string): string => `/api/comptes/${encodeURIComponent(identifiant)}`;
const requete = (o: Record<string, string | undefined>): string =>
  String(new URLSearchParams(Object.entries(o).flatMap(([c, v]) => (v ? [[c, v]] : []))));

export const lireMonCompte = async (): Promise<MonCompte> => monCompteSchema.parse(await lire('/api/compte'));
export const choisirDigest = async (antennes: readonly Antenne[]): Promise<void> => {
  await poster('/api/compte/digest', { antennes });
};
export const fermerUneSession = async (id: string): Promise<void> => {
  await suivi(appeler(`/api/compte/sessions/${id}`, { method: 'DELETE' }));
};
export const proposerSecondFacteur = async (): Promise<SecondFacteurPropose> =>
  secondFacteurProposeSchema.parse(await poster('/api/compte/second-facteur'));
export const confirmerSecondFacteur = async (code: string): Promise<string[]> =>
  codesSecoursSchema.parse(await poster('/api/compte/second-facteur/confirmer', { code })).codes;
export const retirerSecondFacteur = async (preuves: { motDePasse: string; code: string }): Promise<void> => {
  await poster('/api/compte/second-facteur/retirer', preuves);
};

export const lireInvitation = async (jeton: string): Promise<InvitationLue> =>
  invitationLueSchema.parse(await envoyer('/api/invitation/lire', { jeton }));
export const accepterInvitation = async (jeton: string, motDePasse: string): Promise<void> => {
  await envoyer('/api/invitation', { jeton, motDePasse });
};

export const lireComptes = async (): Promise<CompteAdministre[]> =>
  compteAdministreSchema.array().parse(await lire('/api/comptes'));
export const creerCompte = async (f: NouveauCompte): Promise<InvitationFaite> =>
  invitationFaiteSchema.parse(await poster('/api/comptes', f));
/** `avant`: what this page shows of it. */
export const modifierCompte = async (identifiant: string, f: FicheCompte, avant: FicheCompte): Promise<void> => {
  await suivi(appeler(chemin(identifiant), json('PUT', { ...f, avant })));
};
/** `id`: of the click, the same where it is made again. */
export const inviterCompte = async (identifiant: string, id: string): Promise<InvitationFaite> =>
  invitationFaiteSchema.parse(await poster(`${chemin(identifiant)}/actes`, { acte: 'INVITER', id }));
export const agirSurCompte = async (identifiant: string, acte: Exclude<ActeCompte, 'INVITER'>): Promise<void> => {
  await poster(`${chemin(identifiant)}/actes`, { acte });
};

export const lireParametresDates = async (): Promise<z.infer<typeof parametresLusSchema>> =>
  parametresLusSchema.parse(await lire('/api/parametres'));
export const ecrireParametre = async (p: {
  cle: string;
  valeur: string;
  /** What this page shows as in force on that day: where another has written since, it is refused. */
  avant: unknown;
  depuis: string;
  essai: boolean;
}): Promise<EffetParametre> => effetParametreSchema.parse(await poster('/api/parametres', p));

type FiltreJournal = { jour?: string; auteur?: string; action?: string };
export const lireJournal = async (f: FiltreJournal & { avant?: string }): Promise<PageAudit> =>
  pageAuditSchema.parse(await lire(`/api/audit?${requete(f)}`));
/** It goes through the chain. */
const DELAI_JOURNAL = 120_000;
/** All that the filter finds, as a file. */
export const exporterJournal = async (f: FiltreJournal, format: 'csv' | 'xlsx'): Promise<void> => {
  const { nom, contenu } = await suivi(
    appelerFichier(`/api/audit/fichier?${requete({ ...f, format })}`, DELAI_JOURNAL),
  );
  telecharger(contenu, nom, contenu.type);
};
export const lireRegistre = async (avant?: string): Promise<z.infer<typeof tentativesSchema>> =>
  tentativesSchema.parse(await lire(`/api/tentatives?${requete({ avant })}`));
