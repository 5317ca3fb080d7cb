import {
  type ConstatExterieur,
  type FINS_SORTANTES,
  idConstatExterieur,
} from '#shared/contrats/exploitation/sonde-exterieure';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type Instant, instantSchema } from '#shared/temps/types';
import { type Horloge, instantA } from '../horloge';
import type { Entree } from '../journal/entree';
import { REPONSE_VIDE } from '../plivo/xml';

/** Where the operator answers for the leg that we placed; `essai` says of which check. */
export const CHEMIN_ESSAI = '/plivo/essai';
/** The leg stays, in silence, until the SVI hangs up; the call's own limit ends it otherwise. */
const REPONSE_ATTENTE = '<Response><Wait length="60"/></Response>';

export type Fin = (typeof FINS_SORTANTES)[number];
export type RequeteSortante = { appelId: string; essai: Instant; fin?: Fin };

const REFUS = /invalid|unallocated|out of service|unknown|rejected|forbidden|barred|not allowed/i;

/** What the operator says of the end of a leg, in our words. */
const finDe = (statut: string, cause: string): Fin => {
  if (statut === 'busy') return 'OCCUPE';
  if (['no-answer', 'timeout', 'cancel', 'canceled'].includes(statut)) return 'SANS_REPONSE';
  if (statut === 'completed' || statut === 'machine') return 'DECROCHE';
  return REFUS.test(cause) ? 'REFUSE' : 'PERDU';
};

/** A webhook of the leg that was placed; undefined where it is one of a call that we received. */
export const lireSortante = (
  url: string,
  p: { appelId: string | undefined; direction: string; statut: string; cause: string; fini: boolean },
): RequeteSortante | undefined => {
  const [chemin, query] = url.split('?', 2);
  if (chemin !== CHEMIN_ESSAI || p.direction !== 'outbound' || p.appelId === undefined) return undefined;
  const essai = instantSchema.safeParse(new URLSearchParams(query).get('essai'));
  if (!essai.success) return undefined;
  return { appelId: p.appelId, essai: essai.data, ...(p.fini ? { fin: finDe(p.statut, p.cause) } : {}) };
};

/** [DI-2] Keeps how the leg ended, durable before it is answered; it makes nothing else. */
export const suivreSortantes =
  (o: { ajouter: (entree: Entree) => Promise<void>; horloge: Horloge }) =>
  async ({ appelId, essai, fin }: RequeteSortante): Promise<string> => {
    if (fin === undefined) return REPONSE_ATTENTE;
    const instant = instantA(o.horloge);
    const quoi = 'SORTANT_FINI' as const;
    const _id = idConstatExterieur(essai, appelId, quoi);
    const document: ConstatExterieur = {
      ...{ _id, type: 'constat-exterieur', instant, recuLe: instant },
      ...{ quoi, appelId, essai, fin },
    };
    await o.ajouter({ documents: [{ base: BASE_CENTRALE, document }] });
    return REPONSE_VIDE;
  };
