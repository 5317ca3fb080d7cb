import { z } from 'zod';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { epochMs, instantDe, instantsDeLocal } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { identifiantSur } from '../formulaire';
import { normaliserNumero } from '../numero';
import type { ApiPlivo } from './api';

/** Calls that ended from `debut` (included) to `fin` (excluded). Both bounds: with one, Plivo stops after 30 days. */
export type Fenetre = { debut: Instant; fin: Instant };
export type Fuseau = 'UTC' | 'Europe/Paris';

/** A call as the operator knows it. */
export type ReleveAppel = {
  appelId: string;
  /** E.164; absent when withheld. */
  numero?: string;
  /** Its start. */
  instant: Instant;
};

export type Releves = {
  appels: ReleveAppel[];
  /** Records without an id or without a time that can be read. */
  illisibles: number;
};

/** The most that the operator gives. */
const LIMITE = 20;
const PAGES_MAX = 5_000;
const PASSES_MAX = 3;
/** How far out of the window asked for a record's end may be, before its zone is held to be another. */
const TOLERANCE_MS = 5 * 60_000;

const texte = z.string().nullish();
const ligneSchema = z.object({
  call_uuid: texte,
  from_number: texte,
  to_number: texte,
  initiation_time: texte,
  answer_time: texte,
  end_time: texte,
});
type Ligne = z.infer<typeof ligneSchema>;
const pageSchema = z.object({
  meta: z.object({ total_count: z.number().nullish() }).nullish(),
  objects: z.array(z.unknown()),
});

/** As Plivo's filters and SessionStart write a UTC instant: `2026-11-25 07:31:49`. */
export const horodatageUtc = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/**
 * The instants that a time in a call record may mean, earliest first: one where it says its offset; where it does not,
 * it is the clock of the account's zone, and the hour that autumn repeats has two. None where it cannot be read.
 */
export const lireHorodatage = (
  recu: string | null | undefined,
  fuseau: Fuseau,
): { instants: Instant[]; sur: boolean } => {
  const lu = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(
    (recu ?? '').trim(),
  );
  if (!lu) return { instants: [], sur: false };
  const local = `${lu[1]}T${lu[2]}`;
  if (lu[3] === undefined && fuseau === 'Europe/Paris') return { instants: instantsDeLocal(local), sur: false };
  const [, signe, h, m] = /^([+-])(\d{2}):?(\d{2})?$/.exec(lu[3] ?? '') ?? [];
  const ms = Date.parse(`${local}${signe ? `${signe}${h}:${m ?? '00'}` : 'Z'}`);
  return { instants: Number.isNaN(ms) ? [] : [instantDe(ms)], sur: lu[3] !== undefined };
};

/** The call's start; its answer or its end where the record gives no start. */
const debutDe = (l: Ligne, fuseau: Fuseau): Instant | undefined => {
  for (const recu of [l.initiation_time, l.answer_time, l.end_time]) {
    const [premier] = lireHorodatage(recu, fuseau).instants;
    if (premier !== undefined) return premier;
  }
  return undefined;
};

/**
 * We ask in UTC for calls that ended in a window: one whose end, read in the account's zone, falls outside says that
 * the setting is not the account's zone, and then no instant of these records can be believed.
 */
const horsFenetre = (l: Ligne, f: Fenetre, fuseau: Fuseau): boolean => {
  const { instants, sur } = lireHorodatage(l.end_time, fuseau);
  if (sur || instants.length === 0) return false;
  const [min, max] = [epochMs(f.debut) - TOLERANCE_MS, epochMs(f.fin) + TOLERANCE_MS];
  return instants.every((i) => epochMs(i) < min || epochMs(i) > max);
};

type Passe = { lignes: Map<string, Ligne>; illisibles: number; retires: boolean };

const page = (api: ApiPlivo, f: Fenetre, offset: number) => {
  const qs = {
    call_direction: 'inbound',
    end_time__gte: horodatageUtc(epochMs(f.debut)),
    end_time__lt: horodatageUtc(epochMs(f.fin)),
    limit: String(LIMITE),
    offset: String(offset),
  };
  return api.demander({ chemin: 'Call/', qs }, pageSchema);
};

/** One reading of the whole list. An insertion while paging only shows a call twice; a removal may hide one. */
const toutLire = async (api: ApiPlivo, f: Fenetre): Promise<Resultat<Passe>> => {
  const passe: Passe = { lignes: new Map(), illisibles: 0, retires: false };
  let total: number | undefined;
  let offset = 0;
  for (let n = 0; n < PAGES_MAX; n += 1) {
    const lu = await page(api, f, offset);
    if (!lu.ok) return lu;
    const { meta, objects } = lu.valeur.valeur;
    const suivant = meta?.total_count ?? undefined;
    if (total !== undefined && suivant !== undefined && suivant < total) passe.retires = true;
    total = suivant;
    for (const brut of objects) {
      const ligne = ligneSchema.safeParse(brut);
      const uuid = ligne.success ? ligne.data.call_uuid?.trim() : undefined;
      if (ligne.success && uuid) passe.lignes.set(uuid, ligne.data);
      else passe.illisibles += 1;
    }
    offset += objects.length;
    if (objects.length === 0 || (total === undefined ? objects.length < LIMITE : offset >= total)) break;
  }
  return { ok: true, valeur: passe };
};

/** Inbound calls that ended in the window, each once. `numero`: only those to that number (E.164). */
export const releverAppels = async (
  api: ApiPlivo,
  f: Fenetre,
  o: { fuseau: Fuseau; numero: string | undefined },
): Promise<Resultat<Releves>> => {
  const lignes = new Map<string, Ligne>();
  let illisibles = 0;
  for (let n = 1; ; n += 1) {
    const passe = await toutLire(api, f);
    if (!passe.ok) return passe;
    for (const [uuid, ligne] of passe.valeur.lignes) lignes.set(uuid, ligne);
    illisibles = passe.valeur.illisibles;
    if (!passe.valeur.retires) break;
    if (n === PASSES_MAX) {
      return refuser('RELEVES_MOUVANTS', 'Les relevés d’appels changent pendant leur lecture : relancez plus tard.');
    }
  }
  const appels: ReleveAppel[] = [];
  for (const [uuid, ligne] of lignes) {
    if (o.numero !== undefined && normaliserNumero(ligne.to_number ?? undefined) !== o.numero) continue;
    if (horsFenetre(ligne, f, o.fuseau)) {
      return refuser(
        'FUSEAU_FAUX',
        `Les heures des relevés d’appels ne sont pas celles de PLIVO_FUSEAU=${o.fuseau} : lisez le fuseau du compte dans la console de Plivo et donnez le même.`,
      );
    }
    const instant = debutDe(ligne, o.fuseau);
    const numero = normaliserNumero(ligne.from_number ?? undefined);
    if (instant === undefined) illisibles += 1;
    else appels.push({ appelId: identifiantSur(uuid), instant, ...(numero === undefined ? {} : { numero }) });
  }
  return { ok: true, valeur: { appels, illisibles } };
};
