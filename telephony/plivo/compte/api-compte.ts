import { z } from 'zod';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { ApiPlivo, ReponsePlivo } from './api';

const LIMITE = 20;
const PAGES_MAX = 100;

const absent = (v: string | null | undefined): string => v ?? '';
const texte = z.string().nullish().transform(absent);

const applicationSchema = z.object({
  app_id: z.string(),
  app_name: texte,
  answer_url: texte,
  answer_method: texte,
  fallback_answer_url: texte,
  fallback_method: texte,
  hangup_url: texte,
  hangup_method: texte,
});
export type ApplicationPlivo = z.infer<typeof applicationSchema>;

const numeroSchema = z.object({
  number: z.string(),
  /** `/v1/Account/<id>/Application/<app_id>/`, or nothing. */
  application: texte,
  voice_enabled: z.boolean().nullish(),
});
export type NumeroPlivo = z.infer<typeof numeroSchema>;

const listeSchema = z.object({ objects: z.array(applicationSchema) });
const creeeSchema = z.object({ app_id: z.string() });

export const listerApplications = async (api: ApiPlivo): Promise<Resultat<ApplicationPlivo[]>> => {
  const toutes = new Map<string, ApplicationPlivo>();
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const qs = { limit: String(LIMITE), offset: String(page * LIMITE) };
    const lu = await api.demander({ chemin: 'Application/', qs }, listeSchema);
    if (!lu.ok) return lu;
    const { objects } = lu.valeur.valeur;
    for (const a of objects) toutes.set(a.app_id, a);
    if (objects.length < LIMITE) break;
  }
  return { ok: true, valeur: [...toutes.values()] };
};

/** Plivo writes numbers without +. */
const chiffres = (numero: string): string => numero.replace('+', '');

export const lireNumero = async (
  api: ApiPlivo,
  numero: string,
  reglage = 'PLIVO_NUMERO',
): Promise<Resultat<ReponsePlivo<NumeroPlivo>>> => {
  const lu = await api.demander({ chemin: `Number/${chiffres(numero)}/` }, numeroSchema);
  if (lu.ok || lu.refus.code !== 'PLIVO_INTROUVABLE') return lu;
  return refuser(
    'NUMERO_INCONNU',
    `Le numéro ${numero} n’appartient pas à ce compte Plivo : corrigez ${reglage}, ou louez-le dans la console (Phone Numbers).`,
  );
};

/** Id of the application that a number calls; empty where it calls none. */
export const applicationDuNumero = (n: NumeroPlivo): string =>
  /\/Application\/([^/]+)\/?$/.exec(n.application)?.[1] ?? '';

export type ChampsApplication = Omit<ApplicationPlivo, 'app_id' | 'app_name'>;

/** Not tried again by itself: two creations would be two applications. A second run finds the first one's. */
export const creerApplication = async (
  api: ApiPlivo,
  nom: string,
  champs: ChampsApplication,
): Promise<Resultat<string>> => {
  const corps = { app_name: nom, ...champs };
  const lu = await api.demander({ methode: 'POST', chemin: 'Application/', corps, repetable: false }, creeeSchema);
  return lu.ok ? { ok: true, valeur: lu.valeur.valeur.app_id } : lu;
};

export const modifierApplication = async (
  api: ApiPlivo,
  appId: string,
  champs: Partial<ChampsApplication>,
): Promise<Resultat<unknown>> =>
  api.demander({ methode: 'POST', chemin: `Application/${appId}/`, corps: champs }, z.unknown());

export const lierNumero = async (api: ApiPlivo, numero: string, appId: string): Promise<Resultat<unknown>> =>
  api.demander({ methode: 'POST', chemin: `Number/${chiffres(numero)}/`, corps: { app_id: appId } }, z.unknown());
