import type { Attente } from '#shared/contrats/pointages/derives';
import { comparer } from '#shared/domain/appariement/ordre';
import { dernierGeste, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { dateParis, ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { NumerosDuPoste } from '../../../_ui/personnes/connus';

/** Why punches wait together: a number to attach, a withheld number or an aide's own (each punch on its own), a code of no known aide. */
export type Genre = 'NUMERO' | 'MASQUE' | 'MOBILE' | 'AIDE';

export type Groupe = {
  cle: string;
  genre: Genre;
  numero?: string | undefined;
  /** Latest first. */
  attentes: readonly Attente[];
  premier: Instant;
  dernier: Instant;
  /** Aides who called, most calls first; undefined: an unknown code. */
  aides: readonly { id: string | undefined; appels: number }[];
  /** Attached already, here or by a colleague: the server has not paired them yet. `envoye`: it has the gesture. */
  rattache?: { usagerId: string; envoye: boolean } | undefined;
};

type Place = Pick<Groupe, 'cle' | 'genre' | 'numero' | 'rattache'>;

/** A gesture that the server has had for longer and that has moved nothing does not settle it: someone elsewhere has that number. */
const DELAI_RAPPROCHEMENT_S = 600;

/** The one usager that gestures attach its number to on its date: the server's rule, as far as this PC knows [PT-5]. */
const rattacheDe = (a: Attente, numero: string, connus: NumerosDuPoste, maintenant: Instant): Groupe['rattache'] => {
  const date = dateParis(a.instant);
  const [usagerId, ...autres] = usagersDuNumero(numero, date, connus).attaches;
  if (usagerId === undefined || autres.length > 0) return undefined;
  const geste = dernierGeste(connus.rattachements, numero, usagerId, date);
  if (!geste) return undefined;
  const recuLe = connus.recuLe(geste._id);
  if (recuLe !== undefined && ecartSecondes(recuLe, maintenant) > DELAI_RAPPROCHEMENT_S) return undefined;
  return { usagerId, envoye: !connus.nonRecus.has(geste._id) };
};

const placer = (a: Attente, connus: NumerosDuPoste, maintenant: Instant): Place => {
  if (a.raison === 'INTERVENANT_INCONNU') {
    return { cle: `aide:${a.intervenantId ?? ''}`, genre: 'AIDE', numero: a.numeroAppelant };
  }
  if (a.numeroAppelant === undefined) return { cle: `masque:${a.intervenantId ?? ''}`, genre: 'MASQUE' };
  if (connus.estDUneAide(a.numeroAppelant)) return { cle: a.numeroAppelant, genre: 'MOBILE', numero: a.numeroAppelant };
  const rattache = rattacheDe(a, a.numeroAppelant, connus, maintenant);
  const cle = rattache ? `${a.numeroAppelant}:${rattache.usagerId}` : a.numeroAppelant;
  return { cle, genre: 'NUMERO', numero: a.numeroAppelant, rattache };
};

const aidesDe = (attentes: readonly Attente[]): Groupe['aides'] => {
  const n = new Map<string | undefined, number>();
  for (const a of attentes) n.set(a.intervenantId, (n.get(a.intervenantId) ?? 0) + 1);
  return [...n].map(([id, appels]) => ({ id, appels })).sort((a, b) => b.appels - a.appels);
};

/** Settled ones last, then the most recent first, then by key: two that were last heard at the same second keep one order. */
export const ordreGroupes = (a: Groupe, b: Groupe): number =>
  Number(a.rattache !== undefined) - Number(b.rattache !== undefined) ||
  comparer(b.dernier, a.dernier) ||
  comparer(a.cle, b.cle);

/** [PT-5, PT-8] Waiting punches by what would settle them; what is left to do first, then the most recent first. */
export const grouper = (attentes: readonly Attente[], connus: NumerosDuPoste, maintenant: Instant): Groupe[] => {
  const groupes = new Map<string, { place: Place; attentes: Attente[] }>();
  for (const a of attentes) {
    const place = placer(a, connus, maintenant);
    const g = groupes.get(place.cle) ?? { place, attentes: [] };
    g.attentes.push(a);
    groupes.set(place.cle, g);
  }
  return [...groupes.values()]
    .map(({ place, attentes: siens }): Groupe => {
      const tries = siens.sort((a, b) => (a.instant < b.instant ? 1 : a.instant > b.instant ? -1 : 0));
      const dernier = tries[0]?.instant as Instant;
      return { ...place, attentes: tries, premier: tries.at(-1)?.instant ?? dernier, dernier, aides: aidesDe(tries) };
    })
    .sort(ordreGroupes);
};
