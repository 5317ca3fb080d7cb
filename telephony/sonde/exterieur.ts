import { z } from 'zod';
import type { Refusee } from '#shared/contrats/commun';
import type { RaisonExterieure } from '#shared/contrats/exploitation/sonde-exterieure';
import type { Instant } from '#shared/temps/types';
import type { ApiPlivo } from '../plivo/compte/api';
import { CODE_SONDE } from '../svi/sonde';
import { CHEMIN_ESSAI } from './sortant';

/** What the request met. NON_MESURE: it could not be made, through no fault that is known. */
export type Lance = { issue: 'LANCE' } | { issue: 'ECHEC'; raison: RaisonExterieure };

/**
 * The keys, with pauses longer than the five seconds of silence that some networks begin a call with: what is keyed before the sound
 * opens is lost.
 */
export const TOUCHES_ESSAI = `WWWWWW${CODE_SONDE}WWWWWW1`;
/** The whole leg: a call that is confirmed takes half of it. */
const DUREE_MAX_S = 60;
const SONNERIE_MAX_S = 30;

// An answer that also tells an error is an error, whatever its status.
const priseSchema = z.object({
  request_uuid: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  error: z.undefined().optional(),
});

const RAISONS: Readonly<Record<string, RaisonExterieure>> = {
  PLIVO_IDENTIFIANTS: 'IDENTIFIANTS',
  PLIVO_INTROUVABLE: 'IDENTIFIANTS',
  PLIVO_CREDIT: 'CREDIT',
  PLIVO_REFUS: 'NUMERO_REFUSE',
  PLIVO_REPONSE: 'API_ERREUR',
};
const raisonDe = ({ refus }: Refusee): RaisonExterieure => RAISONS[refus.code] ?? 'API_MUETTE';

/** Plivo writes numbers without +. */
const chiffres = (numero: string): string => numero.replace('+', '');

/** [DI-1] Places the call of a check: asked for once, since two requests would be two calls. */
export const lancerEssai = async (
  api: ApiPlivo,
  o: { de: string; vers: string; origine: string; essai: Instant },
): Promise<Lance> => {
  const adresse = `${o.origine}${CHEMIN_ESSAI}?essai=${encodeURIComponent(o.essai)}`;
  const corps = {
    ...{ from: chiffres(o.de), to: chiffres(o.vers), send_digits: TOUCHES_ESSAI },
    ...{ answer_url: adresse, answer_method: 'POST', hangup_url: adresse, hangup_method: 'POST' },
    ...{ time_limit: String(DUREE_MAX_S), ring_timeout: String(SONNERIE_MAX_S) },
  };
  const r = await api.demander({ methode: 'POST', chemin: 'Call/', corps, repetable: false }, priseSchema);
  return r.ok ? { issue: 'LANCE' } : { issue: 'ECHEC', raison: raisonDe(r) };
};
