import type { Refus } from '#shared/contrats/commun';
import type { Cible, Correction, Nature } from '#shared/contrats/correction';
import type { Retenue } from '#shared/domain/types';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant, Minutes } from '#shared/temps/types';
import { type Signature, signee } from './signature';

export type Valeurs = {
  nature: Nature;
  debut?: Instant | undefined;
  fin?: Instant | undefined;
  minutes?: Minutes | undefined;
  usagerId?: string | undefined;
  intervenantId?: string | undefined;
  codePrestation?: string | undefined;
  /** RETRAIT: the correction that it withdraws. */
  retire?: string | undefined;
  motif: string;
  commentaire?: string | undefined;
};

/** What is corrected: a known visit, or none yet. */
export type Sujet = {
  date: DateCivile;
  cible?: Cible | undefined;
  base: string[];
  dernierInstant?: Instant | undefined;
};

export const sujetDe = (r: Retenue): Sujet => ({
  date: r.intervention.date,
  cible: r.cible,
  base: r.base,
  dernierInstant: r.corrections.at(-1)?.correction.instant,
});

/** [CO-4] Later than what it was made on top of, whatever this PC's clock says: at one instant, chance would choose. */
const apres = (dernier: Instant | undefined, maintenant: Instant): Instant =>
  dernier && dernier >= maintenant ? instantDe(epochMs(dernier) + 1_000) : maintenant;

/** [CO-1] The record. */
export const composer = (s: Sujet, v: Valeurs, signature: Signature): Correction => {
  return {
    ...signee('correction', s.date, signature),
    instant: apres(s.dernierInstant, signature.maintenant),
    nature: v.nature,
    ...(s.cible ? { cible: s.cible } : {}),
    ...(v.usagerId ? { usagerId: v.usagerId } : {}),
    ...(v.intervenantId ? { intervenantId: v.intervenantId } : {}),
    ...(v.codePrestation ? { codePrestation: v.codePrestation } : {}),
    ...(v.debut ? { debut: v.debut } : {}),
    ...(v.fin ? { fin: v.fin } : {}),
    ...(v.minutes === undefined ? {} : { minutes: v.minutes }),
    ...(v.retire ? { retire: v.retire } : {}),
    motif: v.motif,
    ...(v.commentaire?.trim() ? { commentaire: v.commentaire.trim() } : {}),
    base: s.base,
    source: 'POSTE',
  };
};

/** [CO-2] Only the sides that change are given: the others keep following their punch. */
export const cotesChanges = (
  r: Pick<Retenue, 'debut' | 'fin'>,
  debut: Instant | undefined,
  fin: Instant | undefined,
): { debut?: Instant; fin?: Instant } => ({
  ...(debut && debut !== r.debut ? { debut } : {}),
  ...(fin && fin !== r.fin ? { fin } : {}),
});

/** Hours of a visit with no punch are a CREATION on its plan; all others are corrected. */
export const natureDesHeures = (r: Retenue): 'CREATION' | 'HORAIRE' => {
  const { arrivee, depart, visite } = r.intervention;
  return visite && !arrivee && !depart && !r.debut && !r.fin ? 'CREATION' : 'HORAIRE';
};

export type Champ =
  | 'jour'
  | 'debut'
  | 'fin'
  | 'minutes'
  | 'motif'
  | 'commentaire'
  | 'usager'
  | 'intervenant'
  | 'formulaire';

const CHAMPS: Record<string, Champ> = {
  MOTIF_INCONNU: 'motif',
  COMMENTAIRE_MANQUANT: 'commentaire',
  MINUTES_HORS_BORNES: 'minutes',
  TROP_LONGUE: 'fin',
  CREATION_INCOMPLETE: 'usager',
};

/** The field where a refusal of CO-3 is said. */
export const champDuRefus = (refus: Refus, c: Correction): Champ => {
  if (refus.code === 'HEURE_FUTURE') return c.debut && c.debut > c.instant ? 'debut' : 'fin';
  if (['FIN_AVANT_DEBUT', 'CREATION_SANS_HEURES', 'HORAIRE_VIDE'].includes(refus.code))
    return c.fin || !c.debut ? 'fin' : 'debut';
  return CHAMPS[refus.code] ?? 'formulaire';
};
